-- the statement
-- arguments: 3, 2, 'root'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPost":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"seeAlsoTree":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s9.j, ','), ']') END AS anon_4
            FROM (
              WITH RECURSIVE w3(u, parent, depth, trail, o0, o1) AS (
                SELECT
                  t1.uid AS u,
                  CAST(NULL AS BIGINT) AS parent,
                  0 AS depth,
                  concat(',', t1.uid, ',') AS trail,
                  NULL AS o0,
                  NULL AS o1
                UNION ALL
                SELECT
                  t4.dst AS dst,
                  w3.u AS u,
                  w3.depth + 1 AS anon_5,
                  concat(w3.trail, t4.dst, ',') AS anon_6,
                  t7.likes_8 AS likes_8,
                  t7.text_7 AS text_7
                FROM w3, edges_post_seealso_17 AS t4 LEFT OUTER JOIN post_1 AS t7 ON t7.uid = t4.dst
                WHERE
                  t4.src = w3.u
                  AND w3.depth < ?
                  AND (instr(w3.trail, concat(',', t4.dst, ',')) > 0) = 0
                  AND (+t7.likes_8 < ?) IS NOT 1
                ORDER BY 3 DESC, 5 DESC NULLS LAST, 6 ASC NULLS LAST, 1
                LIMIT 100002
              ) SELECT concat('{"depth":', coalesce(w3.depth, 'null'), ',"node":', concat('{"id":', printf('"0x%x"', w3.u), ',"text":', CASE WHEN (t8.text_7 IS NULL) THEN char(1) ELSE json_quote(t8.text_7) END, ',"likes":', coalesce(t8.likes_8, 'null'), '}'), '}') AS j FROM w3 LEFT OUTER JOIN post_1 AS t8 ON t8.uid = w3.u WHERE w3.depth > 0
            ) AS s9
          ),
          '}'
        ) AS j
        FROM post_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (20) AND gw_keys.value = ?)
        ORDER BY t1.uid
      ) AS s10
    ),
    '}'
  ) AS anon_2
