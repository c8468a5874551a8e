-- the statement
-- arguments: 2, 1, 'deeper'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getPost":' || coalesce(
    (
      SELECT
        '{"parentChain":' || (
          SELECT
            CASE WHEN (count(*) > 100000) THEN chr(1) ELSE '['
            || coalesce(string_agg(s9.j, ','), '')
            || ']' END AS anon_3
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
                t4.parent_10 AS parent_10,
                w3.u AS u,
                w3.depth + 1 AS anon_4,
                (w3.trail || t4.parent_10) AS anon_5,
                (w3.place || row_number() OVER (ORDER BY t4.parent_10)) AS anon_6,
                w3.found + count(*) OVER () AS anon_7
              FROM
                w3
                LEFT OUTER JOIN post_1 AS t4 ON t4.uid = w3.u
                LEFT OUTER JOIN post_1 AS t7 ON t7.uid = t4.parent_10
              WHERE
                t4.parent_10 IS NOT NULL
                AND w3.depth < $1
                AND NOT (t4.parent_10 = ANY (w3.trail))
                AND t7.likes_8 > $2
                AND w3.found <= 100000
            ) SELECT '{"depth":'
            || coalesce(CAST(w3.depth AS text), 'null')
            || ',"node":' || '{"text":'
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
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
