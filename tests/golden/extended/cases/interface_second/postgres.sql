-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPayer":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"balance":' || coalesce(to_json(t1.balance_13)::text, 'null')
        || CASE WHEN t2.is_3 = 1 THEN ',"code":'
        || CASE WHEN (t4.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_10)::text, 'null') END
        || ',"home":' || CASE WHEN (t4.home_12 IS NULL) THEN 'null' ELSE '{"spot":'
        || CASE WHEN (t5.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.spot_21)::text, 'null') END
        || '}' END ELSE '' END
        || CASE WHEN t3.is_5 = 1 THEN ',"title":'
        || CASE WHEN (t3.title_20 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.title_20)::text, 'null') END ELSE '' END
        || '}' AS j
      FROM
        payer_2 AS t1
        LEFT OUTER JOIN human_3 AS t2 ON t2.uid = t1.uid
        LEFT OUTER JOIN guild_5 AS t3 ON t3.uid = t1.uid
        LEFT OUTER JOIN being_1 AS t4 ON t4.uid = t1.uid
        LEFT OUTER JOIN place_6 AS t5 ON t5.uid = t4.home_12
      WHERE t1.is_2 = 1
      ORDER BY t1.balance_13 ASC NULLS LAST, t1.uid
    ) AS s6
  )
  || '}' AS anon_2
