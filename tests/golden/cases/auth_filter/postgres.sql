-- the statement
-- arguments: 'bob', 'bob'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t1.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.label_41)::text, 'null') END
        || '}' AS j
      FROM shelf_11 AS t1
      WHERE
        t1.is_11 = 1
        AND t1.uid IN (
          SELECT t4.src
          FROM edges_shelf_notes_53 AS t4
          WHERE t4.dst IN (
            SELECT t3.uid
            FROM note_9 AS t3
            WHERE t3.account_37 IN (
              SELECT gw_keys.uid
              FROM gw_keys
              WHERE
                gw_keys.scope IN (56)
                AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
            )
          )
        )
      ORDER BY t1.uid
    ) AS s5
  )
  || ',"hidden":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t6.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.label_41)::text, 'null') END
        || '}' AS j
      FROM shelf_11 AS t6
      WHERE
        t6.is_11 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t6.account_42 AS uid) AS r7
            WHERE
              r7.uid IS NOT NULL
              AND r7.uid IN (
                SELECT gw_keys.uid
                FROM gw_keys
                WHERE
                  gw_keys.scope IN (56)
                  AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
              )
          )
        ) IS NOT true
      ORDER BY t6.uid
    ) AS s9
  )
  || '}' AS anon_2
