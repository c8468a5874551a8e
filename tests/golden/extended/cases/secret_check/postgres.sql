-- the statement
-- arguments: 14, '', 8, ''
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"right":' || coalesce(
    (
      SELECT '{"name":' || coalesce(to_json(t4.name_11)::text, 'null') || '}' AS j
      FROM human_3 AS t1 JOIN being_1 AS t4 ON t4.uid = t1.uid
      WHERE t1.is_3 = 1 AND t1.uid = $1 AND t1.pwd_15 = $2
      LIMIT 1
    ),
    'null'
  )
  || ',"wrong":' || coalesce(
    (
      SELECT '{"name":' || coalesce(to_json(t8.name_11)::text, 'null') || '}' AS j
      FROM human_3 AS t5 JOIN being_1 AS t8 ON t8.uid = t5.uid
      WHERE t5.is_3 = 1 AND t5.uid = $3 AND t5.pwd_15 = $4
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
