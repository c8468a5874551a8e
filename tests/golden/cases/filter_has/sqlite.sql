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
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1 AND t8.director_22 IS NOT NULL
        ORDER BY t8.uid
      ) AS s9
    ),
    ',"references":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t10.code_12 IS NULL) THEN char(1) ELSE json_quote(t10.code_12) END, '}') AS j
        FROM film_1 AS t10
        WHERE t10.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t11 WHERE t11.src = t10.uid))
        ORDER BY t10.uid
      ) AS s12
    ),
    ',"backwards":', (
      SELECT concat('[', group_concat(s15.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"name":', CASE WHEN (t13.name_23 IS NULL) THEN char(1) ELSE json_quote(t13.name_23) END, '}') AS j
        FROM person_2 AS t13
        WHERE t13.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t14 WHERE t14.director_22 = t13.uid))
        ORDER BY t13.uid
      ) AS s15
    ),
    ',"several":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_9
      FROM (
        SELECT concat('{"code":', CASE WHEN (t16.code_12 IS NULL) THEN char(1) ELSE json_quote(t16.code_12) END, '}') AS j
        FROM film_1 AS t16
        WHERE
          t16.is_1 = 1
          AND t16.year_14 IS NOT NULL
          AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t17 WHERE t17.src = t16.uid))
        ORDER BY t16.uid
      ) AS s18
    ),
    ',"none":', (
      SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_10
      FROM (
        SELECT concat('{"code":', CASE WHEN (t19.code_12 IS NULL) THEN char(1) ELSE json_quote(t19.code_12) END, '}') AS j
        FROM film_1 AS t19
        WHERE t19.is_1 = 1
        ORDER BY t19.uid
      ) AS s20
    ),
    '}'
  ) AS anon_2
