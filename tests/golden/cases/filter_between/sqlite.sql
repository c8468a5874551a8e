-- the statement
-- arguments: 1970, 1979, 1970, 1979, 1979, 1970, 'B', 'T'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.year_14 >= ? AND t1.year_14 <= ?
        ORDER BY t1.uid
      ) AS s5
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}') AS j
        FROM film_1 AS t6
        WHERE t6.is_1 = 1 AND (+t6.year_14 >= ? AND +t6.year_14 <= ?) IS NOT 1
        ORDER BY t6.uid
      ) AS s9
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t10.code_12 IS NULL) THEN char(1) ELSE json_quote(t10.code_12) END, '}') AS j
        FROM film_1 AS t10
        WHERE t10.is_1 = 1 AND t10.year_14 >= ? AND t10.year_14 <= ?
        ORDER BY t10.uid
      ) AS s14
    ),
    ',"list":', (
      SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
        FROM film_1 AS t15
        WHERE
          t15.is_1 = 1
          AND (
            EXISTS (
              SELECT 1 FROM list_film_aliases_43 AS t19 WHERE t19.uid = t15.uid AND t19.value >= ? AND t19.value <= ?
            )
          )
        ORDER BY t15.uid
      ) AS s20
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s22.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t21.code_12 IS NULL) THEN char(1) ELSE json_quote(t21.code_12) END, '}') AS j
        FROM film_1 AS t21
        WHERE 0 = 1
        ORDER BY t21.uid
      ) AS s22
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s24.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t23.code_12 IS NULL) THEN char(1) ELSE json_quote(t23.code_12) END, '}') AS j
        FROM film_1 AS t23
        WHERE t23.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t23.uid
      ) AS s24
    ),
    '}'
  ) AS anon_2
