-- the targets of deletePayer
-- arguments: 0.0
SELECT t1.uid FROM payer_2 AS t1 WHERE t1.is_2 = 1 AND t1.balance_13 > $1 ORDER BY t1.uid

-- the payload of deletePayer
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"payer":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"balance":' || coalesce(to_json(t1.balance_13)::text, 'null')
        || CASE WHEN t3.is_3 = 1 THEN ',"code":'
        || CASE WHEN (t4.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_10)::text, 'null') END ELSE '' END
        || '}' AS j
      FROM
        payer_2 AS t1
        LEFT OUTER JOIN human_3 AS t3 ON t3.uid = t1.uid
        LEFT OUTER JOIN being_1 AS t4 ON t4.uid = t1.uid
      WHERE t1.is_2 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.balance_13 ASC NULLS LAST, t1.uid
    ) AS s5
  )
  || '}' AS anon_2
