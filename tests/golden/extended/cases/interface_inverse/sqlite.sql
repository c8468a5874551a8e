-- the statement
-- arguments: '["ada","max"]', 'dock'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getPlace":', coalesce(
      (
        SELECT concat(
          '{"visitors":', (
            SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t3.code_10 IS NULL) THEN char(1) ELSE json_quote(t3.code_10) END,
                CASE WHEN +t5.is_4 = 1 THEN concat(',"runs":', coalesce(t5.runs_19, 'null')) ELSE '' END,
                '}'
              ) AS j
              FROM being_1 AS t3 LEFT OUTER JOIN droid_4 AS t5 ON t5.uid = t3.uid
              WHERE t3.home_12 = t1.uid AND +t3.code_10 IN (SELECT value FROM json_each(?))
              ORDER BY t3.code_10 DESC NULLS LAST, t3.uid
            ) AS s6
          ),
          ',"visitorsAggregate":',
          (SELECT concat('{"count":', count(*), '}') AS anon_4 FROM being_1 AS t7 WHERE t7.home_12 = t1.uid),
          '}'
        ) AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (38) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
