-- the statement
-- arguments: 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"aggregateNote":' || (
    SELECT
      '{"count":' || CAST(count(*) AS text)
      || ',"starsMax":' || coalesce(CAST(max(t1.stars_36) AS text), 'null')
      || '}' AS anon_3
    FROM note_9 AS t1
    WHERE
      t1.is_9 = 1
      AND t1.uid IN (
        SELECT t3.uid
        FROM note_9 AS t3
        WHERE t3.account_37 IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (56) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      )
  )
  || ',"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"notesAggregate":' || (
          SELECT
            '{"count":' || CAST(count(*) AS text)
            || ',"starsSum":' || coalesce(CAST(sum(t6.stars_36) AS text), 'null')
            || '}' AS anon_5
          FROM edges_shelf_notes_53 AS t5 LEFT OUTER JOIN note_9 AS t6 ON t6.uid = t5.dst
          WHERE
            t5.src = t4.uid
            AND (
              EXISTS (
                SELECT 1
                FROM (SELECT t6.account_37 AS uid) AS r7
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
            )
        )
        || '}' AS j
      FROM shelf_11 AS t4
      WHERE t4.is_11 = 1
      ORDER BY t4.uid
    ) AS s9
  )
  || '}' AS anon_2
