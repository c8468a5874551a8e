-- the statement
-- arguments: 'N', 3
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryBeing":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t5.code_10 IS NULL) THEN char(1) ELSE json_quote(t5.code_10) END,
          ',"name":', json_quote(t5.name_11),
          '}'
        ) AS j
        FROM
          (
            SELECT t1.uid AS u, t1.code_10 AS o0
            FROM being_1 AS t1
            WHERE t1.is_1 = 1 AND (+t1.name_11 >= ?) IS NOT 1
            ORDER BY t1.code_10 DESC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s4
          JOIN being_1 AS t5 ON t5.uid = s4.u
        ORDER BY s4.o0 DESC NULLS LAST, s4.u
      ) AS s6
    ),
    '}'
  ) AS anon_2
