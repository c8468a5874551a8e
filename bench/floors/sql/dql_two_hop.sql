-- A person by the external key (scope 30), the films by the index on the director, their genres.
SELECT concat('{"data":{"q":[', (
  SELECT concat(
    '{"Person.name":', json_quote(p.name_16), coalesce(',"Person.directed":[' || (
      SELECT group_concat(j, ',') FROM (
        SELECT concat(
          '{"Film.title":', json_quote(f.title_6), ',"Film.rating":', json_quote(f.rating_8),
          coalesce(',"Film.genres":[' || (
            SELECT group_concat(j, ',') FROM (
              SELECT concat('{"Genre.name":', json_quote(g.name_23), '}') AS j
              FROM edges_film_genres_24 AS e CROSS JOIN genre_4 AS g ON g.uid = e.dst
              WHERE e.src = f.uid ORDER BY e.dst
            )
          ) || ']', ''), '}'
        ) AS j
        FROM film_1 AS f WHERE f.director_14 = p.uid AND f.rating_8 >= 5 ORDER BY f.uid
      )
    ) || ']', ''), '}'
  )
  FROM person_2 AS p WHERE p.uid = (SELECT uid FROM gw_keys WHERE scope = 30 AND value = :key)
), ']}}');
