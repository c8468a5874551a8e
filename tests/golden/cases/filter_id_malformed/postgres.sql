-- the statement
-- arguments: refused, [11]
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"wrong":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s3
  )
  || ',"right":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t4.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t4
      WHERE t4.is_1 = 1 AND t4.uid = ANY (CAST($2 AS bigint[]))
      ORDER BY t4.uid
    ) AS s6
  )
  || '}' AS anon_2
