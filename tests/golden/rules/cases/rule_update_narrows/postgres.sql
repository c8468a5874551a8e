-- the targets of updateDoc
-- arguments: 'ann'
SELECT t1.uid
FROM doc_1 AS t1
WHERE
  t1.is_1 = 1
  AND t1.key_4 IS NOT NULL
  AND (
    EXISTS (
      SELECT 1
      FROM (SELECT t1.folder_8 AS uid) AS r2 LEFT OUTER JOIN folder_2 AS t3 ON t3.uid = r2.uid
      WHERE
        r2.uid IS NOT NULL
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t3.team_10 AS uid) AS r4 LEFT OUTER JOIN team_3 AS t6 ON t6.uid = r4.uid
            WHERE
              r4.uid IS NOT NULL
              AND (
                left(t6.lead_12, 128) = left(CAST($1 AS text), 128)
                AND CASE WHEN t6.lead_12 = $1 THEN true ELSE false END
              )
              AND t6.name_11 IS NOT NULL
          )
        )
    )
  )
ORDER BY t1.uid

-- the payload of updateDoc
-- arguments: [], 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"doc":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"key":' || CASE WHEN (t1.key_4 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.key_4)::text, 'null') END
        || ',"text":' || coalesce(to_json(t1.text_5)::text, 'null')
        || '}' AS j
      FROM doc_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid = ANY (CAST($1 AS bigint[]))
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
                  WHERE
                    r5.uid IS NOT NULL
                    AND (
                      left(t7.lead_12, 128) = left(CAST($2 AS text), 128)
                      AND CASE WHEN t7.lead_12 = $2 THEN true ELSE false END
                    )
                    AND t7.name_11 IS NOT NULL
                )
              )
          )
        )
      ORDER BY t1.uid
    ) AS s8
  )
  || '}' AS anon_2
