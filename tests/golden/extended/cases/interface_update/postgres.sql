-- the targets of updateBeing
SELECT t1.uid FROM being_1 AS t1 WHERE t1.is_1 = 1 AND t1.home_12 IS NOT NULL ORDER BY t1.uid

-- the payload of updateBeing
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"being":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || coalesce(to_json(t1.name_11)::text, 'null')
        || CASE WHEN t3.is_4 = 1 THEN ',"state":'
        || CASE WHEN (t3.state_18 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.state_18)::text, 'null') END ELSE '' END
        || '}' AS j
      FROM being_1 AS t1 LEFT OUTER JOIN droid_4 AS t3 ON t3.uid = t1.uid
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.code_10 ASC NULLS LAST, t1.uid
    ) AS s4
  )
  || '}' AS anon_2
