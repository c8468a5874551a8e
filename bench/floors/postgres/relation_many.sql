-- The films of a genre, sorted.
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"year":' || coalesce(f.year_7::text, 'null') || ',"rating":' || coalesce(to_json(f.rating_8)::text, 'null')
      || '}' AS j
    FROM (
      SELECT f.uid, f.title_6, f.year_7, f.rating_8
      FROM edges_film_genres_24 AS e JOIN film_1 AS f ON f.uid = e.src
      WHERE f.is_1 = 1 AND e.dst = (
        SELECT uid FROM gw_keys
        WHERE scope = 31 AND gw_digest = md5(CAST(:name AS text))::uuid AND value = CAST(:name AS text)
      )
      ORDER BY f.rating_8 DESC NULLS LAST, f.uid LIMIT 20
    ) AS f ORDER BY f.rating_8 DESC NULLS LAST, f.uid
  ) AS films
), '') || ']}}';
