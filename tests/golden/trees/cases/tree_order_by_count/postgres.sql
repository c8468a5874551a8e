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
            || coalesce(string_agg(s11.j, ','), '')
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
                (
                  w3.place
                  || row_number() OVER (
                    ORDER
                      BY (SELECT count(*) AS count_1 FROM post_1 AS t6 WHERE t6.parent_10 = t4.uid) DESC NULLS LAST,
                      (
                        SELECT t8.name_11
                        FROM (SELECT t4.author_9 AS uid) AS r7 LEFT OUTER JOIN user_2 AS t8 ON t8.uid = r7.uid
                        WHERE r7.uid IS NOT NULL
                        LIMIT 1
                      ) ASC NULLS LAST,
                      t4.uid
                  )
                ) AS anon_5,
                w3.found + count(*) OVER () AS anon_6
              FROM w3, post_1 AS t4
              WHERE t4.parent_10 = w3.u AND w3.depth < $1 AND t4.uid != t1.uid AND w3.found <= 100000
            ) SELECT '{"node":'
            || '{"text":'
            || CASE WHEN (t9.text_7 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.text_7)::text, 'null') END
            || ',"author":' || CASE WHEN (t9.author_9 IS NULL) THEN 'null' ELSE '{"name":'
            || CASE WHEN (t10.name_11 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.name_11)::text, 'null') END
            || '}' END
            || '}'
            || '}' AS j FROM w3 LEFT OUTER JOIN post_1 AS t9 ON t9.uid = w3.u LEFT OUTER JOIN user_2 AS t10 ON t10.uid = t9.author_9 WHERE w3.depth > 0 ORDER BY w3.place
          ) AS s11
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
