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
      AND (
        EXISTS (
          SELECT 1
          FROM (SELECT t1.account_37 AS uid) AS r2 LEFT OUTER JOIN account_8 AS t4 ON t4.uid = r2.uid
          WHERE r2.uid IS NOT NULL AND t4.owner_34 = $1
        )
      )
  )
  || ',"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_4
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
                FROM (SELECT t7.account_37 AS uid) AS r8 LEFT OUTER JOIN account_8 AS t10 ON t10.uid = r8.uid
                WHERE r8.uid IS NOT NULL AND t10.owner_34 = $2
              )
            )
        )
        || '}' AS j
      FROM shelf_11 AS t5
      WHERE t5.is_11 = 1
      ORDER BY t5.uid
    ) AS s11
  )
  || '}' AS anon_2
