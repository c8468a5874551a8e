-- the statement
-- arguments: 100, 'root'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getPost":', coalesce(
      (
        SELECT concat(
          '{"repliesTree":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s7.j, ','), ']') END AS anon_3
            FROM (
              WITH RECURSIVE w3(u, parent, depth) AS (
                SELECT t1.uid AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth
                UNION ALL
                SELECT t4.uid AS uid, w3.u AS u, w3.depth + 1 AS anon_4
                FROM w3, post_1 AS t4
                WHERE
                  t4.parent_10 = w3.u
                  AND w3.depth < ?
                  AND t4.uid != t1.uid
                  AND t4.text_7 IS NOT NULL
                  AND t4.likes_8 IS NOT NULL
                ORDER BY 3 DESC, 1
                LIMIT 100002
              ) SELECT concat('{"node":', concat('{"text":', CASE WHEN (t6.text_7 IS NULL) THEN char(1) ELSE json_quote(t6.text_7) END, ',"likes":', coalesce(t6.likes_8, 'null'), '}'), '}') AS j FROM w3 LEFT OUTER JOIN post_1 AS t6 ON t6.uid = w3.u WHERE w3.depth > 0
            ) AS s7
          ),
          '}'
        ) AS j
        FROM post_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (20) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
