-- the statement
-- arguments: 'ann', 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s19.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t1.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.label_41)::text, 'null') END
        || ',"account":' || coalesce(
          (
            SELECT s9.j
            FROM (
              SELECT
                '{"owner":'
                || CASE WHEN (t4.owner_34 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.owner_34)::text, 'null') END
                || ',"notes":' || (
                  SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_4
                  FROM (
                    SELECT
                      '{"text":'
                      || CASE WHEN (t5.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.text_35)::text, 'null') END
                      || '}' AS j
                    FROM note_9 AS t5
                    WHERE
                      t5.account_37 = r2.uid
                      AND (
                        EXISTS (
                          SELECT 1
                          FROM (SELECT t5.account_37 AS uid) AS r6
                          WHERE
                            r6.uid IS NOT NULL
                            AND r6.uid IN (
                              SELECT gw_keys.uid
                              FROM gw_keys
                              WHERE
                                gw_keys.scope IN (56)
                                AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
                            )
                        )
                      )
                    ORDER BY t5.uid
                  ) AS s8
                )
                || '}' AS j
              FROM (SELECT t1.account_42 AS uid) AS r2 LEFT OUTER JOIN account_8 AS t4 ON t4.uid = r2.uid
              WHERE r2.uid IS NOT NULL AND t4.owner_34 = $2
              LIMIT 1
            ) AS s9
          ),
          'null'
        )
        || ',"notes":' || (
          SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"text":'
              || CASE WHEN (t11.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.text_35)::text, 'null') END
              || ',"account":' || coalesce(
                (
                  SELECT s17.j
                  FROM (
                    SELECT
                      '{"owner":' || CASE
                        WHEN (t16.owner_34 IS NULL) THEN chr(1)
                        ELSE coalesce(to_json(t16.owner_34)::text, 'null')
                      END
                      || '}' AS j
                    FROM (SELECT t11.account_37 AS uid) AS r14 LEFT OUTER JOIN account_8 AS t16 ON t16.uid = r14.uid
                    WHERE r14.uid IS NOT NULL AND t16.owner_34 = $3
                    LIMIT 1
                  ) AS s17
                ),
                'null'
              )
              || '}' AS j
            FROM edges_shelf_notes_53 AS t10 LEFT OUTER JOIN note_9 AS t11 ON t11.uid = t10.dst
            WHERE
              t10.src = t1.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t11.account_37 AS uid) AS r12
                  WHERE
                    r12.uid IS NOT NULL
                    AND r12.uid IN (
                      SELECT gw_keys.uid
                      FROM gw_keys
                      WHERE
                        gw_keys.scope IN (56)
                        AND (gw_keys.gw_digest = CAST(md5(CAST($4 AS text)) AS uuid) AND gw_keys.value = $4)
                    )
                )
              )
            ORDER BY t10.dst
          ) AS s18
        )
        || '}' AS j
      FROM shelf_11 AS t1
      WHERE t1.is_11 = 1
      ORDER BY t1.uid
    ) AS s19
  )
  || '}' AS anon_2
