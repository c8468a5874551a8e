-- the statement
-- arguments: '(?m)[oa]t?', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryHuman":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t3.code_10 IS NULL) THEN char(1) ELSE json_quote(t3.code_10) END, '}') AS j
        FROM human_3 AS t1 JOIN being_1 AS t3 ON t3.uid = t1.uid
        WHERE t1.is_3 = 1 AND gw_regexp(?, +t1.job_14) = ?
        ORDER BY t3.code_10 ASC NULLS LAST, t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
