-- the targets of updateDoc
-- arguments: 'ann'
SELECT t1.uid
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
  AND t1.key_4 IS NOT NULL
ORDER BY t1.uid

-- the payload of updateDoc
-- arguments: '[]', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"doc":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"key":', CASE WHEN (t1.key_4 IS NULL) THEN char(1) ELSE json_quote(t1.key_4) END,
          ',"text":', json_quote(t1.text_5),
          '}'
        ) AS j
        FROM doc_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT value FROM json_each(?))
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.folder_8 AS uid) AS r3 LEFT OUTER JOIN folder_2 AS t4 ON t4.uid = r3.uid
              WHERE
                r3.uid IS NOT NULL
                AND (
                  EXISTS (
                    SELECT 1
                    FROM (SELECT t4.team_10 AS uid) AS r5 LEFT OUTER JOIN team_3 AS t7 ON t7.uid = r5.uid
                    WHERE r5.uid IS NOT NULL AND t7.lead_12 = ? AND t7.name_11 IS NOT NULL
                  )
                )
            )
          )
        ORDER BY t1.uid
      ) AS s8
    ),
    '}'
  ) AS anon_2
