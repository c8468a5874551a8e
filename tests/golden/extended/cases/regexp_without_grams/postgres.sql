-- the statement
-- arguments: None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryHuman":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t3.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_10)::text, 'null') END
        || '}' AS j
      FROM human_3 AS t1 JOIN being_1 AS t3 ON t3.uid = t1.uid
      WHERE t1.is_3 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t3.code_10 ASC NULLS LAST, t1.uid
    ) AS s4
  )
  || '}' AS anon_2
