-- the statement
-- arguments: 'ann', 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t1.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.label_41)::text, 'null') END
        || ',"account":' || coalesce(
          (
            SELECT s10.j
            FROM (
              SELECT
                '{"owner":'
                || CASE WHEN (t4.owner_34 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.owner_34)::text, 'null') END
                || ',"notes":' || (
                  SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
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
                          FROM (SELECT t5.account_37 AS uid) AS r6 LEFT OUTER JOIN account_8 AS t8 ON t8.uid = r6.uid
                          WHERE r6.uid IS NOT NULL AND t8.owner_34 = $1
                        )
                      )
                    ORDER BY t5.uid
                  ) AS s9
                )
                || '}' AS j
              FROM (SELECT t1.account_42 AS uid) AS r2 LEFT OUTER JOIN account_8 AS t4 ON t4.uid = r2.uid
              WHERE r2.uid IS NOT NULL AND t4.owner_34 = $2
              LIMIT 1
            ) AS s10
          ),
          'null'
        )
        || ',"notes":' || (
          SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"text":'
              || CASE WHEN (t12.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t12.text_35)::text, 'null') END
              || ',"account":' || coalesce(
                (
                  SELECT s19.j
                  FROM (
                    SELECT
                      '{"owner":' || CASE
                        WHEN (t18.owner_34 IS NULL) THEN chr(1)
                        ELSE coalesce(to_json(t18.owner_34)::text, 'null')
                      END
                      || '}' AS j
                    FROM (SELECT t12.account_37 AS uid) AS r16 LEFT OUTER JOIN account_8 AS t18 ON t18.uid = r16.uid
                    WHERE r16.uid IS NOT NULL AND t18.owner_34 = $3
                    LIMIT 1
                  ) AS s19
                ),
                'null'
              )
              || '}' AS j
            FROM edges_shelf_notes_53 AS t11 LEFT OUTER JOIN note_9 AS t12 ON t12.uid = t11.dst
            WHERE
              t11.src = t1.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t12.account_37 AS uid) AS r13 LEFT OUTER JOIN account_8 AS t15 ON t15.uid = r13.uid
                  WHERE r13.uid IS NOT NULL AND t15.owner_34 = $4
                )
              )
            ORDER BY t11.dst
          ) AS s20
        )
        || '}' AS j
      FROM shelf_11 AS t1
      WHERE t1.is_11 = 1
      ORDER BY t1.uid
    ) AS s21
  )
  || '}' AS anon_2
