-- the statement
-- arguments: 5321508, 5321508
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.gross_16 > ?
        ORDER BY t1.uid
      ) AS s5
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}') AS j
        FROM film_1 AS t6
        WHERE t6.is_1 = 1 AND (+t6.gross_16 > ?) IS NOT 1
        ORDER BY t6.uid
      ) AS s8
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}') AS j
        FROM film_1 AS t9
        WHERE 0 = 1
        ORDER BY t9.uid
      ) AS s10
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}') AS j
        FROM film_1 AS t11
        WHERE t11.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t11.uid
      ) AS s12
    ),
    '}'
  ) AS anon_2
