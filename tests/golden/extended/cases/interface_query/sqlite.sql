-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryBeing":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"__typename":', CASE WHEN (+t2.is_3 = 1) THEN '"Human"' WHEN (+t3.is_4 = 1) THEN '"Droid"' ELSE 'null' END,
          ',"code":', CASE WHEN (t1.code_10 IS NULL) THEN char(1) ELSE json_quote(t1.code_10) END,
          ',"name":', json_quote(t1.name_11),
          CASE WHEN +t2.is_3 = 1 THEN concat(',"job":', json_quote(t2.job_14)) ELSE '' END,
          CASE
            WHEN +t3.is_4 = 1 THEN concat(
              ',"state":', CASE WHEN (t3.state_18 IS NULL) THEN char(1) ELSE json_quote(t3.state_18) END,
              ',"owner":', CASE
                WHEN (t3.owner_17 IS NULL) THEN 'null'
                ELSE concat(
                  '{"code":', CASE WHEN (t5.code_10 IS NULL) THEN char(1) ELSE json_quote(t5.code_10) END, '}'
                )
              END
            )
            ELSE ''
          END,
          '}'
        ) AS j
        FROM
          being_1 AS t1
          LEFT OUTER JOIN human_3 AS t2 ON t2.uid = t1.uid
          LEFT OUTER JOIN droid_4 AS t3 ON t3.uid = t1.uid
          LEFT OUTER JOIN being_1 AS t5 ON t5.uid = t3.owner_17
        WHERE t1.is_1 = 1
        ORDER BY t1.code_10 ASC NULLS LAST, t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
