-- the statement
-- arguments: 'ann', 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryShelf":', (
      SELECT concat('[', group_concat(s21.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"label":', CASE WHEN (t1.label_41 IS NULL) THEN char(1) ELSE json_quote(t1.label_41) END,
          ',"account":', coalesce(
            (
              SELECT s10.j
              FROM (
                SELECT concat(
                  '{"owner":', CASE WHEN (t4.owner_34 IS NULL) THEN char(1) ELSE json_quote(t4.owner_34) END,
                  ',"notes":', (
                    SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
                    FROM (
                      SELECT concat(
                        '{"text":', CASE WHEN (t5.text_35 IS NULL) THEN char(1) ELSE json_quote(t5.text_35) END, '}'
                      ) AS j
                      FROM note_9 AS t5
                      WHERE
                        t5.account_37 = r2.uid
                        AND (
                          EXISTS (
                            SELECT 1
                            FROM
                              (SELECT t5.account_37 AS uid) AS r6
                              LEFT OUTER JOIN account_8 AS t8 ON t8.uid = r6.uid
                            WHERE r6.uid IS NOT NULL AND t8.owner_34 = ?
                          )
                        )
                      ORDER BY t5.uid
                    ) AS s9
                  ),
                  '}'
                ) AS j
                FROM (SELECT t1.account_42 AS uid) AS r2 LEFT OUTER JOIN account_8 AS t4 ON t4.uid = r2.uid
                WHERE r2.uid IS NOT NULL AND +t4.owner_34 = ?
                LIMIT 1
              ) AS s10
            ),
            'null'
          ),
          ',"notes":', (
            SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_5
            FROM (
              SELECT concat(
                '{"text":', CASE WHEN (t12.text_35 IS NULL) THEN char(1) ELSE json_quote(t12.text_35) END,
                ',"account":', coalesce(
                  (
                    SELECT s19.j
                    FROM (
                      SELECT concat(
                        '{"owner":', CASE WHEN (t18.owner_34 IS NULL) THEN char(1) ELSE json_quote(t18.owner_34) END,
                        '}'
                      ) AS j
                      FROM (SELECT t12.account_37 AS uid) AS r16 LEFT OUTER JOIN account_8 AS t18 ON t18.uid = r16.uid
                      WHERE r16.uid IS NOT NULL AND +t18.owner_34 = ?
                      LIMIT 1
                    ) AS s19
                  ),
                  'null'
                ),
                '}'
              ) AS j
              FROM edges_shelf_notes_53 AS t11 LEFT OUTER JOIN note_9 AS t12 ON t12.uid = t11.dst
              WHERE
                t11.src = t1.uid
                AND (
                  EXISTS (
                    SELECT 1
                    FROM (SELECT t12.account_37 AS uid) AS r13 LEFT OUTER JOIN account_8 AS t15 ON t15.uid = r13.uid
                    WHERE r13.uid IS NOT NULL AND t15.owner_34 = ?
                  )
                )
              ORDER BY t11.dst
            ) AS s20
          ),
          '}'
        ) AS j
        FROM shelf_11 AS t1
        WHERE t1.is_11 = 1
        ORDER BY t1.uid
      ) AS s21
    ),
    '}'
  ) AS anon_2
