-- the statement
-- arguments: 'rok'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getBeing":' || coalesce(
    (
      SELECT
        '{"__typename":' || CASE WHEN (t5.is_3 = 1) THEN '"Human"' WHEN (t3.is_4 = 1) THEN '"Droid"' ELSE 'null' END
        || ',"code":' || CASE WHEN (t1.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_10)::text, 'null') END
        || ',"home":' || CASE WHEN (t1.home_12 IS NULL) THEN 'null' ELSE '{"spot":'
        || CASE WHEN (t6.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.spot_21)::text, 'null') END
        || '}' END
        || CASE WHEN t3.is_4 = 1 THEN ',"model":'
        || coalesce(to_json(t3.model_16)::text, 'null') ELSE '' END
        || '}' AS j
      FROM
        being_1 AS t1
        LEFT OUTER JOIN droid_4 AS t3 ON t3.uid = t1.uid
        LEFT OUTER JOIN human_3 AS t5 ON t5.uid = t1.uid
        LEFT OUTER JOIN place_6 AS t6 ON t6.uid = t1.home_12
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (36) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
