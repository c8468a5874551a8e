-- the statement
-- arguments: 'rok'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getBeing":', coalesce(
      (
        SELECT concat(
          '{"__typename":', CASE WHEN (+t5.is_3 = 1) THEN '"Human"' WHEN (+t3.is_4 = 1) THEN '"Droid"' ELSE 'null' END,
          ',"code":', CASE WHEN (t1.code_10 IS NULL) THEN char(1) ELSE json_quote(t1.code_10) END,
          ',"home":', CASE
            WHEN (t1.home_12 IS NULL) THEN 'null'
            ELSE concat('{"spot":', CASE WHEN (t6.spot_21 IS NULL) THEN char(1) ELSE json_quote(t6.spot_21) END, '}')
          END,
          CASE WHEN +t3.is_4 = 1 THEN concat(',"model":', json_quote(t3.model_16)) ELSE '' END,
          '}'
        ) AS j
        FROM
          being_1 AS t1
          LEFT OUTER JOIN droid_4 AS t3 ON t3.uid = t1.uid
          LEFT OUTER JOIN human_3 AS t5 ON t5.uid = t1.uid
          LEFT OUTER JOIN place_6 AS t6 ON t6.uid = t1.home_12
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
