-- the statement
-- arguments: 100, 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryNote":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"owner":' || coalesce(to_json(t1.owner_15)::text, 'null')
        || ',"belowTree":' || (
          SELECT
            CASE WHEN (count(*) > 100000) THEN chr(1) ELSE '['
            || coalesce(string_agg(s9.j, ','), '')
            || ']' END AS anon_4
          FROM (
            WITH RECURSIVE w3(u, parent, depth, trail, place, found) AS (
              SELECT
                t1.uid AS u,
                CAST(NULL AS BIGINT) AS parent,
                0 AS depth,
                ARRAY[t1.uid] AS trail,
                ARRAY[t1.uid] AS place,
                CAST(0 AS BIGINT) AS found
              UNION ALL
              SELECT
                t4.dst AS dst,
                w3.u AS u,
                w3.depth + 1 AS anon_5,
                (w3.trail || t4.dst) AS anon_6,
                (w3.place || row_number() OVER (ORDER BY t4.dst)) AS anon_7,
                w3.found + count(*) OVER () AS anon_8
              FROM w3, edges_note_below_19 AS t4 LEFT OUTER JOIN note_6 AS t7 ON t7.uid = t4.dst
              WHERE
                t4.src = w3.u
                AND w3.depth < $1
                AND NOT (t4.dst = ANY (w3.trail))
                AND (
                  left(t7.owner_15, 128) = left(CAST($2 AS text), 128)
                  AND CASE WHEN t7.owner_15 = $2 THEN true ELSE false END
                )
                AND w3.found <= 100000
            ) SELECT '{"depth":'
            || coalesce(CAST(w3.depth AS text), 'null')
            || ',"node":' || '{"owner":' || coalesce(to_json(t8.owner_15)::text, 'null')
            || '}'
            || '}' AS j FROM w3 LEFT OUTER JOIN note_6 AS t8 ON t8.uid = w3.u WHERE w3.depth > 0 ORDER BY w3.place
          ) AS s9
        )
        || '}' AS j
      FROM note_6 AS t1
      WHERE
        t1.is_6 = 1
        AND (left(t1.owner_15, 128) = left(CAST($3 AS text), 128) AND CASE WHEN t1.owner_15 = $3 THEN true ELSE false END)
      ORDER BY t1.uid
    ) AS s10
  )
  || '}' AS anon_2
