-- the statement
-- arguments: 3, 2, 'root'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPost":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"seeAlsoTree":' || (
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
                (
                  w3.place
                  || row_number() OVER (ORDER BY t7.likes_8 DESC NULLS LAST, t7.text_7 ASC NULLS LAST, t4.dst)
                ) AS anon_7,
                w3.found + count(*) OVER () AS anon_8
              FROM w3, edges_post_seealso_17 AS t4 LEFT OUTER JOIN post_1 AS t7 ON t7.uid = t4.dst
              WHERE
                t4.src = w3.u
                AND w3.depth < $1
                AND NOT (t4.dst = ANY (w3.trail))
                AND (t7.likes_8 < $2) IS NOT true
                AND w3.found <= 100000
            ) SELECT '{"depth":'
            || coalesce(CAST(w3.depth AS text), 'null')
            || ',"node":' || '{"id":' || '"0x'
            || to_hex(w3.u)
            || '"'
            || ',"text":'
            || CASE WHEN (t8.text_7 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.text_7)::text, 'null') END
            || ',"likes":' || coalesce(CAST(t8.likes_8 AS text), 'null')
            || '}'
            || '}' AS j FROM w3 LEFT OUTER JOIN post_1 AS t8 ON t8.uid = w3.u WHERE w3.depth > 0 ORDER BY w3.place
          ) AS s9
        )
        || '}' AS j
      FROM post_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (20) AND (gw_keys.gw_digest = CAST(md5(CAST($3 AS text)) AS uuid) AND gw_keys.value = $3)
        )
      ORDER BY t1.uid
    ) AS s10
  )
  || '}' AS anon_2
