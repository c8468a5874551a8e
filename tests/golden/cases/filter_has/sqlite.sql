-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"value":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.year_14 IS NOT NULL
        ORDER BY t1.uid
      ) AS s2
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t3.code_12 IS NULL) THEN char(1) ELSE json_quote(t3.code_12) END, '}') AS j
        FROM film_1 AS t3
        WHERE t3.is_1 = 1 AND (t3.year_14 IS NOT NULL) IS NOT 1
        ORDER BY t3.uid
      ) AS s4
    ),
    ',"list":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1 AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t6 WHERE t6.uid = t5.uid))
        ORDER BY t5.uid
      ) AS s7
    ),
    ',"reference":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1 AND (EXISTS (SELECT 1 FROM (SELECT t8.director_22 AS uid) AS r9 WHERE r9.uid IS NOT NULL))
        ORDER BY t8.uid
      ) AS s10
    ),
    ',"references":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}') AS j
        FROM film_1 AS t11
        WHERE t11.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t12 WHERE t12.src = t11.uid))
        ORDER BY t11.uid
      ) AS s13
    ),
    ',"backwards":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"name":', CASE WHEN (t14.name_23 IS NULL) THEN char(1) ELSE json_quote(t14.name_23) END, '}') AS j
        FROM person_2 AS t14
        WHERE t14.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t15 WHERE t15.director_22 = t14.uid))
        ORDER BY t14.uid
      ) AS s16
    ),
    ',"several":', (
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_9
      FROM (
        SELECT concat('{"code":', CASE WHEN (t17.code_12 IS NULL) THEN char(1) ELSE json_quote(t17.code_12) END, '}') AS j
        FROM film_1 AS t17
        WHERE
          t17.is_1 = 1
          AND t17.year_14 IS NOT NULL
          AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t18 WHERE t18.src = t17.uid))
        ORDER BY t17.uid
      ) AS s19
    ),
    ',"none":', (
      SELECT concat('[', group_concat(s21.j, ','), ']') AS anon_10
      FROM (
        SELECT concat('{"code":', CASE WHEN (t20.code_12 IS NULL) THEN char(1) ELSE json_quote(t20.code_12) END, '}') AS j
        FROM film_1 AS t20
        WHERE t20.is_1 = 1
        ORDER BY t20.uid
      ) AS s21
    ),
    '}'
  ) AS anon_2
