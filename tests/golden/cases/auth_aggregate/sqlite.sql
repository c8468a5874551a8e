-- the statement
-- arguments: 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateNote":', (
      SELECT concat('{"count":', count(*), ',"starsMax":', coalesce(max(t1.stars_36), 'null'), '}') AS anon_3
      FROM note_9 AS t1
      WHERE
        t1.is_9 = 1
        AND t1.account_37 = (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
    ),
    ',"queryShelf":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_4
      FROM (
        SELECT concat(
          '{"notesAggregate":', (
            SELECT concat('{"count":', count(*), ',"starsSum":', coalesce(sum(t7.stars_36), 'null'), '}') AS anon_5
            FROM edges_shelf_notes_53 AS t6 LEFT OUTER JOIN note_9 AS t7 ON t7.uid = t6.dst
            WHERE
              t6.src = t5.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t7.account_37 AS uid) AS r8
                  WHERE
                    r8.uid IS NOT NULL
                    AND r8.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
                )
              )
          ),
          '}'
        ) AS j
        FROM shelf_11 AS t5
        WHERE t5.is_11 = 1
        ORDER BY t5.uid
      ) AS s10
    ),
    '}'
  ) AS anon_2
