-- the statement
-- arguments: 1977, 'DRAMA', 1977, 'DRAMA', 1977, 1977, 'DRAMA'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"members":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.year_14 = ? AND +t1.kind_19 = ?
        ORDER BY t1.uid
      ) AS s6
    ),
    ',"list":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM film_1 AS t7
        WHERE t7.is_1 = 1 AND t7.year_14 = ? AND +t7.kind_19 = ?
        ORDER BY t7.uid
      ) AS s12
    ),
    ',"single":', (
      SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t13.code_12 IS NULL) THEN char(1) ELSE json_quote(t13.code_12) END, '}') AS j
        FROM film_1 AS t13
        WHERE t13.is_1 = 1 AND t13.year_14 = ? AND t13.kind_19 IS NOT NULL
        ORDER BY t13.uid
      ) AS s17
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s21.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t18.code_12 IS NULL) THEN char(1) ELSE json_quote(t18.code_12) END, '}') AS j
        FROM film_1 AS t18
        WHERE t18.is_1 = 1 AND (+t18.year_14 = ? AND +t18.kind_19 = ?) IS NOT 1
        ORDER BY t18.uid
      ) AS s21
    ),
    '}'
  ) AS anon_2
