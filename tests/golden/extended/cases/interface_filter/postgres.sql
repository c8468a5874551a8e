-- the statement
-- arguments: 'N', 3
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryBeing":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_10)::text, 'null') END
        || ',"name":' || coalesce(to_json(t1.name_11)::text, 'null')
        || '}' AS j
      FROM being_1 AS t1
      WHERE t1.is_1 = 1 AND ((left(t1.name_11, 128) >= left(CAST($1 AS text), 128) AND t1.name_11 >= $1)) IS NOT true
      ORDER BY t1.code_10 DESC NULLS LAST, t1.uid
      LIMIT $2
    ) AS s4
  )
  || '}' AS anon_2
