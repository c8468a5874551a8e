-- the statement
-- arguments: 100, 'root'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getPost":' || coalesce(
    (
      SELECT
        '{"repliesTree":' || (
          SELECT
            CASE WHEN (count(*) > 100000) THEN chr(1) ELSE '['
            || coalesce(string_agg(s7.j, ','), '')
            || ']' END AS anon_3
          FROM (
            WITH RECURSIVE w3(u, parent, depth, place, found) AS (
              SELECT
                t1.uid AS u,
                CAST(NULL AS BIGINT) AS parent,
                0 AS depth,
                ARRAY[t1.uid] AS place,
                CAST(0 AS BIGINT) AS found
              UNION ALL
              SELECT
                t4.uid AS uid,
                w3.u AS u,
                w3.depth + 1 AS anon_4,
                (w3.place || row_number() OVER (ORDER BY t4.uid)) AS anon_5,
                w3.found + count(*) OVER () AS anon_6
              FROM w3, post_1 AS t4
              WHERE t4.parent_10 = w3.u AND w3.depth < $1 AND t4.uid != t1.uid AND w3.found <= 100000
            ) SELECT '{"depth":'
            || coalesce(CAST(w3.depth AS text), 'null')
            || ',"parentId":' || '"0x'
            || to_hex(w3.parent)
            || '"'
            || ',"node":' || '{"text":'
            || CASE WHEN (t6.text_7 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.text_7)::text, 'null') END
            || '}'
            || '}' AS j FROM w3 LEFT OUTER JOIN post_1 AS t6 ON t6.uid = w3.u WHERE w3.depth > 0 ORDER BY w3.place
          ) AS s7
        )
        || '}' AS j
      FROM post_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (20) AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
