-- the statement
-- arguments: 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryDoc":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"key":' || CASE WHEN (t1.key_4 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.key_4)::text, 'null') END
        || ',"cost":' || CASE WHEN (
          (left(t1.payer_7, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.payer_7 = $1 THEN true ELSE false END)
          AND t1.key_4 IS NOT NULL
        ) THEN coalesce(CAST(t1.cost_6 AS text), 'null') ELSE chr(1)
        || chr(1) END
        || '}' AS j
      FROM doc_1 AS t1
      WHERE
        t1.is_1 = 1
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
                      left(t6.lead_12, 128) = left(CAST($2 AS text), 128)
                      AND CASE WHEN t6.lead_12 = $2 THEN true ELSE false END
                    )
                    AND t6.name_11 IS NOT NULL
                )
              )
          )
        )
      ORDER BY t1.key_4 ASC NULLS LAST, t1.uid
    ) AS s8
  )
  || '}' AS anon_2
