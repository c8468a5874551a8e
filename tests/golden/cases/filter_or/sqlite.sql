-- the statement
-- arguments: 1968, 'COMEDY', 1977, 'DRAMA', 'sabata', 1968, 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"alone":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT d6.uid
            FROM (
              SELECT t2.uid AS uid
              FROM film_1 AS t2
              WHERE t2.year_14 = ?
              UNION
              SELECT t4.uid AS uid
              FROM film_1 AS t4
              WHERE t4.kind_19 = ?
            ) AS d6
          )
        ORDER BY t1.uid
      ) AS s7
    ),
    ',"beside":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE
          t8.is_1 = 1
          AND (
            +t8.year_14 = ? AND +t8.kind_19 = ?
            OR (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t13 WHERE t13.token = +? AND t13.uid = t8.uid))
          )
        ORDER BY t8.uid
      ) AS s14
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
        FROM film_1 AS t15
        WHERE t15.is_1 = 1 AND (+t15.year_14 = ? OR +t15.kind_19 = ?) IS NOT 1
        ORDER BY t15.uid
      ) AS s18
    ),
    '}'
  ) AS anon_2
