-- the statement
-- arguments: 1970, 1979, 1970, 1979, 1979, 1970, 'B', 'T'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.year_14 >= ? AND t1.year_14 <= ?
        ORDER BY t1.uid
      ) AS s7
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1 AND (+t8.year_14 >= ? AND +t8.year_14 <= ?) IS NOT 1
        ORDER BY t8.uid
      ) AS s11
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t12.code_12 IS NULL) THEN char(1) ELSE json_quote(t12.code_12) END, '}') AS j
        FROM film_1 AS t12
        WHERE t12.is_1 = 1 AND t12.year_14 >= ? AND t12.year_14 <= ?
        ORDER BY t12.uid
      ) AS s18
    ),
    ',"list":', (
      SELECT concat('[', group_concat(s24.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t19.code_12 IS NULL) THEN char(1) ELSE json_quote(t19.code_12) END, '}') AS j
        FROM film_1 AS t19
        WHERE
          t19.is_1 = 1
          AND (
            EXISTS (
              SELECT 1 FROM list_film_aliases_43 AS t23 WHERE t23.uid = t19.uid AND t23.value >= ? AND t23.value <= ?
            )
          )
        ORDER BY t19.uid
      ) AS s24
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s26.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t25.code_12 IS NULL) THEN char(1) ELSE json_quote(t25.code_12) END, '}') AS j
        FROM film_1 AS t25
        WHERE 0 = 1
        ORDER BY t25.uid
      ) AS s26
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s28.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t27.code_12 IS NULL) THEN char(1) ELSE json_quote(t27.code_12) END, '}') AS j
        FROM film_1 AS t27
        WHERE t27.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t27.uid
      ) AS s28
    ),
    '}'
  ) AS anon_2
