-- the statement
-- arguments: 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t1.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.label_41)::text, 'null') END
        || ',"notes":' || (
          SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"text":'
              || CASE WHEN (t8.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.text_35)::text, 'null') END
              || '}' AS j
            FROM edges_shelf_notes_53 AS t7 LEFT OUTER JOIN note_9 AS t8 ON t8.uid = t7.dst
            WHERE
              t7.src = t1.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t8.account_37 AS uid) AS r9
                  WHERE
                    r9.uid IS NOT NULL
                    AND r9.uid IN (
                      SELECT gw_keys.uid
                      FROM gw_keys
                      WHERE
                        gw_keys.scope IN (56)
                        AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
                    )
                )
              )
              AND t8.text_35 IS NOT NULL
            ORDER BY t7.dst
          ) AS s11
        )
        || '}' AS j
      FROM shelf_11 AS t1
      WHERE
        t1.is_11 = 1
        AND t1.uid IN (
          SELECT t6.src
          FROM edges_shelf_notes_53 AS t6
          WHERE t6.dst IN (
            SELECT d4.uid
            FROM
              (
                SELECT t3.uid AS uid
                FROM note_9 AS t3
                WHERE t3.account_37 IN (
                  SELECT gw_keys.uid
                  FROM gw_keys
                  WHERE
                    gw_keys.scope IN (56)
                    AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
                )
              ) AS d4
              LEFT OUTER JOIN note_9 AS t5 ON t5.uid = d4.uid
            WHERE t5.text_35 IS NOT NULL
          )
        )
        AND t1.label_41 IS NOT NULL
      ORDER BY t1.uid
    ) AS s12
  )
  || '}' AS anon_2
