-- the statement
-- arguments: 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryDoc":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"key":', CASE WHEN (t1.key_4 IS NULL) THEN char(1) ELSE json_quote(t1.key_4) END, '}') AS j
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
      ) AS s8
    ),
    ',"queryFolder":', (
      SELECT concat('[', group_concat(s23.j, ','), ']') AS anon_4
      FROM (
        SELECT concat(
          '{"path":', CASE WHEN (t9.path_9 IS NULL) THEN char(1) ELSE json_quote(t9.path_9) END,
          ',"docs":', (
            SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_5
            FROM (
              SELECT concat('{"key":', CASE WHEN (t10.key_4 IS NULL) THEN char(1) ELSE json_quote(t10.key_4) END, '}') AS j
              FROM doc_1 AS t10
              WHERE
                t10.folder_8 = t9.uid
                AND (
                  EXISTS (
                    SELECT 1
                    FROM (SELECT t10.folder_8 AS uid) AS r11 LEFT OUTER JOIN folder_2 AS t12 ON t12.uid = r11.uid
                    WHERE
                      r11.uid IS NOT NULL
                      AND (
                        EXISTS (
                          SELECT 1
                          FROM (SELECT t12.team_10 AS uid) AS r13 LEFT OUTER JOIN team_3 AS t15 ON t15.uid = r13.uid
                          WHERE r13.uid IS NOT NULL AND t15.lead_12 = ? AND t15.name_11 IS NOT NULL
                        )
                      )
                  )
                )
              ORDER BY t10.uid
            ) AS s16
          ),
          ',"docsAggregate":', (
            SELECT concat('{"count":', count(*), '}') AS anon_6
            FROM doc_1 AS t17
            WHERE
              t17.folder_8 = t9.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t17.folder_8 AS uid) AS r18 LEFT OUTER JOIN folder_2 AS t19 ON t19.uid = r18.uid
                  WHERE
                    r18.uid IS NOT NULL
                    AND (
                      EXISTS (
                        SELECT 1
                        FROM (SELECT t19.team_10 AS uid) AS r20 LEFT OUTER JOIN team_3 AS t22 ON t22.uid = r20.uid
                        WHERE r20.uid IS NOT NULL AND t22.lead_12 = ? AND t22.name_11 IS NOT NULL
                      )
                    )
                )
              )
          ),
          '}'
        ) AS j
        FROM folder_2 AS t9
        WHERE t9.is_2 = 1
        ORDER BY t9.uid
      ) AS s23
    ),
    '}'
  ) AS anon_2
