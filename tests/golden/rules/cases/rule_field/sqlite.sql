-- the statement
-- arguments: 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryDoc":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"key":', CASE WHEN (t1.key_4 IS NULL) THEN char(1) ELSE json_quote(t1.key_4) END,
          ',"cost":', CASE
            WHEN (t1.payer_7 = ? AND t1.key_4 IS NOT NULL) THEN coalesce(t1.cost_6, 'null')
            ELSE concat(char(1), char(1))
          END,
          '}'
        ) AS j
        FROM doc_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT t7.uid
            FROM doc_1 AS t7
            WHERE t7.folder_8 IN (
              SELECT t6.uid
              FROM folder_2 AS t6
              WHERE t6.team_10 IN (
                SELECT d4.uid
                FROM
                  (SELECT t2.uid AS uid FROM team_3 AS t2 WHERE t2.lead_12 = ?) AS d4
                  LEFT OUTER JOIN team_3 AS t5 ON t5.uid = d4.uid
                WHERE t5.name_11 IS NOT NULL
              )
            )
          )
        ORDER BY t1.key_4 ASC NULLS LAST, t1.uid
      ) AS s9
    ),
    '}'
  ) AS anon_2
