-- A person by the external key (scope 30), the films by the index on the director, their genres.
SELECT '{"data":{"q":[' || (
  SELECT '{"Person.name":' || to_json(p.name_16)::text || coalesce(',"Person.directed":[' || (
    SELECT string_agg(
      '{"Film.title":' || to_json(f.title_6)::text || ',"Film.rating":' || to_json(f.rating_8)::text
        || coalesce(',"Film.genres":[' || (
          SELECT string_agg('{"Genre.name":' || to_json(g.name_23)::text || '}', ',' ORDER BY e.dst)
          FROM edges_film_genres_24 AS e JOIN genre_4 AS g ON g.uid = e.dst WHERE e.src = f.uid
        ) || ']', '') || '}',
      ',' ORDER BY f.uid
    )
    FROM film_1 AS f WHERE f.director_14 = p.uid AND f.rating_8 >= 5
  ) || ']', '') || '}'
  FROM person_2 AS p
  WHERE p.uid = (SELECT uid FROM gw_keys WHERE scope = 30 AND gw_digest = md5(:key)::uuid AND value = :key)
) || ']}}';
