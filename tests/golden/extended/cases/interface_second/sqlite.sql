-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPayer":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"balance":', json_quote(t1.balance_13),
          CASE
            WHEN +t2.is_3 = 1 THEN concat(
              ',"code":', CASE WHEN (t4.code_10 IS NULL) THEN char(1) ELSE json_quote(t4.code_10) END,
              ',"home":', CASE
                WHEN (t4.home_12 IS NULL) THEN 'null'
                ELSE concat(
                  '{"spot":', CASE WHEN (t5.spot_21 IS NULL) THEN char(1) ELSE json_quote(t5.spot_21) END, '}'
                )
              END
            )
            ELSE ''
          END,
          CASE
            WHEN +t3.is_5 = 1 THEN concat(
              ',"title":', CASE WHEN (t3.title_20 IS NULL) THEN char(1) ELSE json_quote(t3.title_20) END
            )
            ELSE ''
          END,
          '}'
        ) AS j
        FROM
          payer_2 AS t1
          LEFT OUTER JOIN human_3 AS t2 ON t2.uid = t1.uid
          LEFT OUTER JOIN guild_5 AS t3 ON t3.uid = t1.uid
          LEFT OUTER JOIN being_1 AS t4 ON t4.uid = t1.uid
          LEFT OUTER JOIN place_6 AS t5 ON t5.uid = t4.home_12
        WHERE t1.is_2 = 1
        ORDER BY t1.balance_13 ASC NULLS LAST, t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
