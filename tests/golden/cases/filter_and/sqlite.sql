-- the statement
-- arguments: 1977, 'DRAMA', 1977, 'DRAMA', 1977, 1977, 'DRAMA'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"members":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.year_14 = ? AND +t1.kind_19 = ?
        ORDER BY t1.uid
      ) AS s5
    ),
    ',"list":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}') AS j
        FROM film_1 AS t6
        WHERE t6.is_1 = 1 AND t6.year_14 = ? AND +t6.kind_19 = ?
        ORDER BY t6.uid
      ) AS s10
    ),
    ',"single":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}') AS j
        FROM film_1 AS t11
        WHERE t11.is_1 = 1 AND t11.year_14 = ? AND t11.kind_19 IS NOT NULL
        ORDER BY t11.uid
      ) AS s14
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
        FROM film_1 AS t15
        WHERE t15.is_1 = 1 AND (+t15.year_14 = ? AND +t15.kind_19 = ?) IS NOT 1
        ORDER BY t15.uid
      ) AS s18
    ),
    '}'
  ) AS anon_2
