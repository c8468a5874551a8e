-- the targets of updateBeing
SELECT t1.uid FROM being_1 AS t1 WHERE t1.is_1 = 1 AND t1.home_12 IS NOT NULL ORDER BY t1.uid

-- the payload of updateBeing
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"being":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', json_quote(t1.name_11),
          CASE
            WHEN +t3.is_4 = 1 THEN concat(
              ',"state":', CASE WHEN (t3.state_18 IS NULL) THEN char(1) ELSE json_quote(t3.state_18) END
            )
            ELSE ''
          END,
          '}'
        ) AS j
        FROM being_1 AS t1 LEFT OUTER JOIN droid_4 AS t3 ON t3.uid = t1.uid
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.code_10 ASC NULLS LAST, t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
