-- the payload of addFolder
-- arguments: 'ann', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"folder":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"docs":', (
            SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
            FROM (
              SELECT concat('{"key":', CASE WHEN (t3.key_4 IS NULL) THEN char(1) ELSE json_quote(t3.key_4) END, '}') AS j
              FROM doc_1 AS t3
              WHERE
                t3.folder_8 = t1.uid
                AND (
                  EXISTS (
                    SELECT 1
                    FROM (SELECT t3.folder_8 AS uid) AS r4 LEFT OUTER JOIN folder_2 AS t5 ON t5.uid = r4.uid
                    WHERE
                      r4.uid IS NOT NULL
                      AND (
                        EXISTS (
                          SELECT 1
                          FROM (SELECT t5.team_10 AS uid) AS r6 LEFT OUTER JOIN team_3 AS t8 ON t8.uid = r6.uid
                          WHERE r6.uid IS NOT NULL AND t8.lead_12 = ? AND t8.name_11 IS NOT NULL
                        )
                      )
                  )
                )
              ORDER BY t3.uid
            ) AS s9
          ),
          '}'
        ) AS j
        FROM folder_2 AS t1
        WHERE t1.is_2 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s10
    ),
    '}'
  ) AS anon_2
