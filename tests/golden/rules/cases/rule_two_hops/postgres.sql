-- the statement
-- arguments: 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryDoc":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"key":' || CASE WHEN (t1.key_4 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.key_4)::text, 'null') END
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
                      left(t6.lead_12, 128) = left(CAST($1 AS text), 128)
                      AND CASE WHEN t6.lead_12 = $1 THEN true ELSE false END
                    )
                    AND t6.name_11 IS NOT NULL
                )
              )
          )
        )
      ORDER BY t1.key_4 ASC NULLS LAST, t1.uid
    ) AS s7
  )
  || ',"queryFolder":' || (
    SELECT '[' || coalesce(string_agg(s22.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"path":' || CASE WHEN (t8.path_9 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.path_9)::text, 'null') END
        || ',"docs":' || (
          SELECT '[' || coalesce(string_agg(s15.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"key":' || CASE WHEN (t9.key_4 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.key_4)::text, 'null') END
              || '}' AS j
            FROM doc_1 AS t9
            WHERE
              t9.folder_8 = t8.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t9.folder_8 AS uid) AS r10 LEFT OUTER JOIN folder_2 AS t11 ON t11.uid = r10.uid
                  WHERE
                    r10.uid IS NOT NULL
                    AND (
                      EXISTS (
                        SELECT 1
                        FROM (SELECT t11.team_10 AS uid) AS r12 LEFT OUTER JOIN team_3 AS t14 ON t14.uid = r12.uid
                        WHERE
                          r12.uid IS NOT NULL
                          AND (
                            left(t14.lead_12, 128) = left(CAST($2 AS text), 128)
                            AND CASE WHEN t14.lead_12 = $2 THEN true ELSE false END
                          )
                          AND t14.name_11 IS NOT NULL
                      )
                    )
                )
              )
            ORDER BY t9.uid
          ) AS s15
        )
        || ',"docsAggregate":' || (
          SELECT '{"count":' || CAST(count(*) AS text) || '}' AS anon_6
          FROM doc_1 AS t16
          WHERE
            t16.folder_8 = t8.uid
            AND (
              EXISTS (
                SELECT 1
                FROM (SELECT t16.folder_8 AS uid) AS r17 LEFT OUTER JOIN folder_2 AS t18 ON t18.uid = r17.uid
                WHERE
                  r17.uid IS NOT NULL
                  AND (
                    EXISTS (
                      SELECT 1
                      FROM (SELECT t18.team_10 AS uid) AS r19 LEFT OUTER JOIN team_3 AS t21 ON t21.uid = r19.uid
                      WHERE
                        r19.uid IS NOT NULL
                        AND (
                          left(t21.lead_12, 128) = left(CAST($3 AS text), 128)
                          AND CASE WHEN t21.lead_12 = $3 THEN true ELSE false END
                        )
                        AND t21.name_11 IS NOT NULL
                    )
                  )
              )
            )
        )
        || '}' AS j
      FROM folder_2 AS t8
      WHERE t8.is_2 = 1
      ORDER BY t8.uid
    ) AS s22
  )
  || '}' AS anon_2
