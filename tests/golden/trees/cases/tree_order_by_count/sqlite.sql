-- the statement
-- arguments: 100, 'root'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getPost":', coalesce(
      (
        SELECT concat(
          '{"repliesTree":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s11.j, ','), ']') END AS anon_3
            FROM (
              WITH RECURSIVE w3(u, parent, depth, o0, o1) AS (
                SELECT t1.uid AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth, NULL AS o0, NULL AS o1
                UNION ALL
                SELECT
                  t4.uid AS uid,
                  w3.u AS u,
                  w3.depth + 1 AS anon_4,
                  (SELECT count(*) AS count_1 FROM post_1 AS t6 WHERE t6.parent_10 = t4.uid) AS anon_5,
                  (
                    SELECT t8.name_11
                    FROM (SELECT t4.author_9 AS uid) AS r7 LEFT OUTER JOIN user_2 AS t8 ON t8.uid = r7.uid
                    WHERE r7.uid IS NOT NULL
                    LIMIT 1
                  ) AS anon_6
                FROM w3, post_1 AS t4
                WHERE t4.parent_10 = w3.u AND w3.depth < ? AND t4.uid != t1.uid
                ORDER BY 3 DESC, 4 DESC NULLS LAST, 5 ASC NULLS LAST, 1
                LIMIT 100002
              ) SELECT concat('{"node":', concat('{"text":', CASE WHEN (t9.text_7 IS NULL) THEN char(1) ELSE json_quote(t9.text_7) END, ',"author":', CASE WHEN (t9.author_9 IS NULL) THEN 'null' ELSE concat('{"name":', CASE WHEN (t10.name_11 IS NULL) THEN char(1) ELSE json_quote(t10.name_11) END, '}') END, '}'), '}') AS j FROM w3 LEFT OUTER JOIN post_1 AS t9 ON t9.uid = w3.u LEFT OUTER JOIN user_2 AS t10 ON t10.uid = t9.author_9 WHERE w3.depth > 0
            ) AS s11
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
