-- the statement
-- arguments: 100, 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryNote":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"owner":', json_quote(t1.owner_15),
          ',"belowTree":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s10.j, ','), ']') END AS anon_4
            FROM (
              WITH RECURSIVE w4(u, parent, depth, trail) AS (
                SELECT t1.uid AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth, concat(',', t1.uid, ',') AS trail
                UNION ALL
                SELECT t5.dst AS dst, w4.u AS u, w4.depth + 1 AS anon_5, concat(w4.trail, t5.dst, ',') AS anon_6
                FROM w4, edges_note_below_19 AS t5 LEFT OUTER JOIN note_6 AS t8 ON t8.uid = t5.dst
                WHERE
                  t5.src = w4.u
                  AND w4.depth < ?
                  AND (instr(w4.trail, concat(',', t5.dst, ',')) > 0) = 0
                  AND +t8.owner_15 = ?
                ORDER BY 3 DESC, 1
                LIMIT 100002
              ) SELECT concat('{"depth":', coalesce(w4.depth, 'null'), ',"node":', concat('{"owner":', json_quote(t9.owner_15), '}'), '}') AS j FROM w4 LEFT OUTER JOIN note_6 AS t9 ON t9.uid = w4.u WHERE w4.depth > 0
            ) AS s10
          ),
          '}'
        ) AS j
        FROM note_6 AS t1
        WHERE t1.is_6 = 1 AND t1.owner_15 = ?
        ORDER BY t1.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
