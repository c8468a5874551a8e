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
      AND t1.account_37 = (
        SELECT gw_keys.uid
        FROM gw_keys
        WHERE
          gw_keys.scope IN (56) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
      )
  )
  || ',"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"notesAggregate":' || (
          SELECT
            '{"count":' || CAST(count(*) AS text)
            || ',"starsSum":' || coalesce(CAST(sum(t7.stars_36) AS text), 'null')
            || '}' AS anon_5
          FROM edges_shelf_notes_53 AS t6 LEFT OUTER JOIN note_9 AS t7 ON t7.uid = t6.dst
          WHERE
            t6.src = t5.uid
            AND (
              EXISTS (
                SELECT 1
                FROM (SELECT t7.account_37 AS uid) AS r8
                WHERE
                  r8.uid IS NOT NULL
                  AND r8.uid IN (
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
      FROM shelf_11 AS t5
      WHERE t5.is_11 = 1
      ORDER BY t5.uid
    ) AS s10
  )
  || '}' AS anon_2
