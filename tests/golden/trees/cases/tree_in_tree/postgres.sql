-- the statement
-- arguments: 1, 100, 3
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPost":' || (
    SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t1.text_7 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.text_7)::text, 'null') END
        || ',"below":' || (
          SELECT
            CASE WHEN (count(*) > 100000) THEN chr(1) ELSE '['
            || coalesce(string_agg(s12.j, ','), '')
            || ']' END AS anon_4
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
                w3.depth + 1 AS anon_9,
                (w3.place || row_number() OVER (ORDER BY t4.uid)) AS anon_10,
                w3.found + count(*) OVER () AS anon_11
              FROM w3, post_1 AS t4
              WHERE t4.parent_10 = w3.u AND w3.depth < $2 AND t4.uid != t1.uid AND w3.found <= 100000
            ) SELECT '{"__typename":"RepliesTreeItem","at":'
            || coalesce(CAST(w3.depth AS text), 'null')
            || ',"node":' || '{"name":'
            || CASE WHEN (t6.text_7 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.text_7)::text, 'null') END
            || ',"repliesTree":' || (
              SELECT
                CASE WHEN (count(*) > 100000) THEN chr(1) ELSE '['
                || coalesce(string_agg(s11.j, ','), '')
                || ']' END AS anon_5
              FROM (
                WITH RECURSIVE w7(u, parent, depth, place, found) AS (
                  SELECT
                    w3.u AS u,
                    CAST(NULL AS BIGINT) AS parent,
                    0 AS depth,
                    ARRAY[w3.u] AS place,
                    CAST(0 AS BIGINT) AS found
                  UNION ALL
                  SELECT
                    t8.uid AS uid,
                    w7.u AS u,
                    w7.depth + 1 AS anon_6,
                    (w7.place || row_number() OVER (ORDER BY t8.uid)) AS anon_7,
                    w7.found + count(*) OVER () AS anon_8
                  FROM w7, post_1 AS t8
                  WHERE t8.parent_10 = w7.u AND w7.depth < $1 AND t8.uid != w3.u AND w7.found <= 100000
                ) SELECT '{"node":'
                || '{"text":'
                || CASE WHEN (t10.text_7 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.text_7)::text, 'null') END
                || '}'
                || '}' AS j FROM w7 LEFT OUTER JOIN post_1 AS t10 ON t10.uid = w7.u WHERE w7.depth > 0 ORDER BY w7.place
              ) AS s11
            )
            || '}'
            || '}' AS j FROM w3 LEFT OUTER JOIN post_1 AS t6 ON t6.uid = w3.u WHERE w3.depth > 0 ORDER BY w3.place
          ) AS s12
        )
        || '}' AS j
      FROM post_1 AS t1
      WHERE t1.is_1 = 1 AND t1.likes_8 >= $3
      ORDER BY t1.uid
    ) AS s13
  )
  || '}' AS anon_2
