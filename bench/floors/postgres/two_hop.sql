-- A genre by its key, its films by uid, their directors.
SELECT '{"data":{"getGenre":' || coalesce((
  SELECT '{"name":' || to_json(g.name_23)::text || ',"films":[' || coalesce((
    SELECT string_agg(j, ',') FROM (
      SELECT '{"title":' || to_json(f.title_6)::text || ',"year":' || coalesce(f.year_7::text, 'null')
        || ',"director":' || coalesce('{"name":' || to_json(d.name_16)::text || '}', 'null') || '}' AS j
      FROM edges_film_genres_24 AS e JOIN film_1 AS f ON f.uid = e.src LEFT JOIN person_2 AS d ON d.uid = f.director_14
      WHERE e.dst = g.uid ORDER BY e.src
    ) AS films
  ), '') || ']}'
  FROM genre_4 AS g WHERE g.is_4 = 1 AND g.uid = (
    SELECT uid FROM gw_keys
    WHERE scope = 31 AND gw_digest = md5(CAST(:name AS text))::uuid AND value = CAST(:name AS text)
  )
), 'null') || '}}';
