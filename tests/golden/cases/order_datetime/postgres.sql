-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"released":' || coalesce(to_json(t1.released_17)::text, 'null')
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.released_17 IS NOT NULL
      ORDER BY t1.released_17_key ASC NULLS LAST, t1.uid
    ) AS s2
  )
  || '}' AS anon_2
