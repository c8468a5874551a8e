-- the statement
-- arguments: 2, 1, 'deeper'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getPost":', coalesce(
      (
        SELECT concat(
          '{"parentChain":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s9.j, ','), ']') END AS anon_3
            FROM (
              WITH RECURSIVE w3(u, parent, depth, trail) AS (
                SELECT t1.uid AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth, concat(',', t1.uid, ',') AS trail
                UNION ALL
                SELECT
                  t4.parent_10 AS parent_10,
                  w3.u AS u,
                  w3.depth + 1 AS anon_4,
                  concat(w3.trail, t4.parent_10, ',') AS anon_5
                FROM
                  w3
                  LEFT OUTER JOIN post_1 AS t4 ON t4.uid = w3.u
                  LEFT OUTER JOIN post_1 AS t7 ON t7.uid = t4.parent_10
                WHERE
                  t4.parent_10 IS NOT NULL
                  AND w3.depth < ?
                  AND (instr(w3.trail, concat(',', t4.parent_10, ',')) > 0) = 0
                  AND +t7.likes_8 > ?
                ORDER BY 3 DESC, 1
                LIMIT 100002
              ) SELECT concat('{"depth":', coalesce(w3.depth, 'null'), ',"node":', concat('{"text":', CASE WHEN (t8.text_7 IS NULL) THEN char(1) ELSE json_quote(t8.text_7) END, ',"likes":', coalesce(t8.likes_8, 'null'), '}'), '}') AS j FROM w3 LEFT OUTER JOIN post_1 AS t8 ON t8.uid = w3.u WHERE w3.depth > 0
            ) AS s9
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
