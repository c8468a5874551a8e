-- the statement
-- arguments: 100, 1, 3
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPost":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"text":', CASE WHEN (t1.text_7 IS NULL) THEN char(1) ELSE json_quote(t1.text_7) END,
          ',"below":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s13.j, ','), ']') END AS anon_4
            FROM (
              WITH RECURSIVE w4(u, parent, depth) AS (SELECT t1.uid AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth UNION ALL SELECT t5.uid AS uid, w4.u AS u, w4.depth + 1 AS anon_7 FROM w4, post_1 AS t5 WHERE t5.parent_10 = w4.u AND w4.depth < ? AND t5.uid != t1.uid ORDER BY 3 DESC, 1 LIMIT 100002) SELECT concat(
                '{"__typename":"RepliesTreeItem","at":', coalesce(w4.depth, 'null'),
                ',"node":', concat(
                  '{"name":', CASE WHEN (t7.text_7 IS NULL) THEN char(1) ELSE json_quote(t7.text_7) END,
                  ',"repliesTree":', (
                    SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat(
                      '[', group_concat(s12.j, ','), ']'
                    ) END AS anon_5
                    FROM (
                      WITH RECURSIVE w8(u, parent, depth) AS (
                        SELECT w4.u AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth
                        UNION ALL
                        SELECT t9.uid AS uid, w8.u AS u, w8.depth + 1 AS anon_6
                        FROM w8, post_1 AS t9
                        WHERE t9.parent_10 = w8.u AND w8.depth < ? AND t9.uid != w4.u
                        ORDER BY 3 DESC, 1
                        LIMIT 100002
                      ) SELECT concat('{"node":', concat('{"text":', CASE WHEN (t11.text_7 IS NULL) THEN char(1) ELSE json_quote(t11.text_7) END, '}'), '}') AS j FROM w8 LEFT OUTER JOIN post_1 AS t11 ON t11.uid = w8.u WHERE w8.depth > 0
                    ) AS s12
                  ),
                  '}'
                ),
                '}'
              ) AS j FROM w4 LEFT OUTER JOIN post_1 AS t7 ON t7.uid = w4.u WHERE w4.depth > 0
            ) AS s13
          ),
          '}'
        ) AS j
        FROM post_1 AS t1
        WHERE t1.is_1 = 1 AND t1.likes_8 >= ?
        ORDER BY t1.uid
      ) AS s14
    ),
    '}'
  ) AS anon_2
