-- the statement
-- arguments: 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT *
      FROM (
        SELECT
          '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
          || '}' AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT 64
      ) AS bounded
      LIMIT $1
    ) AS s3
  )
  || '}' AS anon_2
