-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"value":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"year":', coalesce(t1.year_14, 'null'),
          ',"note":', json_quote(t1.note_21),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.year_14 IS NOT NULL
        ORDER BY t1.uid
      ) AS s2
    ),
    ',"list":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_4
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t3.code_12 IS NULL) THEN char(1) ELSE json_quote(t3.code_12) END,
          ',"aliases":', (
            SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_5
            FROM (
              SELECT json_quote(t6.value) AS j FROM list_film_aliases_43 AS t6 WHERE t6.uid = t3.uid ORDER BY t6.value
            ) AS s7
          ),
          ',"genres":', (
            SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_6
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t9.name_30 IS NULL) THEN char(1) ELSE json_quote(t9.name_30) END,
                ',"films":', (
                  SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_7
                  FROM (
                    SELECT concat(
                      '{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}'
                    ) AS j
                    FROM edges_film_genres_46 AS t10 LEFT OUTER JOIN film_1 AS t11 ON t11.uid = t10.src
                    WHERE t10.dst = t8.dst
                    ORDER BY t10.src
                  ) AS s12
                ),
                '}'
              ) AS j
              FROM edges_film_genres_46 AS t8 LEFT OUTER JOIN genre_4 AS t9 ON t9.uid = t8.dst
              WHERE t8.src = t3.uid
              ORDER BY t8.dst
            ) AS s13
          ),
          '}'
        ) AS j
        FROM film_1 AS t3
        WHERE
          t3.is_1 = 1
          AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t4 WHERE t4.uid = t3.uid))
          AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t5 WHERE t5.src = t3.uid))
        ORDER BY t3.uid
      ) AS s14
    ),
    ',"variable":', (
      SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_8
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END,
          ',"rating":', json_quote(t15.rating_15),
          ',"director":', CASE
            WHEN (t15.director_22 IS NULL) THEN 'null'
            ELSE concat(
              '{"name":', CASE WHEN (t16.name_23 IS NULL) THEN char(1) ELSE json_quote(t16.name_23) END, '}'
            )
          END,
          '}'
        ) AS j
        FROM film_1 AS t15 LEFT OUTER JOIN person_2 AS t16 ON t16.uid = t15.director_22
        WHERE t15.is_1 = 1 AND t15.rating_15 IS NOT NULL AND t15.director_22 IS NOT NULL
        ORDER BY t15.uid
      ) AS s17
    ),
    ',"notAsked":', (
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_9
      FROM (
        SELECT concat('{"code":', CASE WHEN (t18.code_12 IS NULL) THEN char(1) ELSE json_quote(t18.code_12) END, '}') AS j
        FROM film_1 AS t18
        WHERE t18.is_1 = 1
        ORDER BY t18.uid
      ) AS s19
    ),
    ',"id":', (
      SELECT concat('[', group_concat(s21.j, ','), ']') AS anon_10
      FROM (
        SELECT concat('{"id":', CASE WHEN (t20.code_12 IS NULL) THEN char(1) ELSE json_quote(t20.code_12) END, '}') AS j
        FROM film_1 AS t20
        WHERE t20.is_1 = 1
        ORDER BY t20.uid
      ) AS s21
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s23.j, ','), ']') AS anon_11
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t22.code_12 IS NULL) THEN char(1) ELSE json_quote(t22.code_12) END,
          ',"note":', json_quote(t22.note_21),
          '}'
        ) AS j
        FROM film_1 AS t22
        WHERE t22.is_1 = 1 AND t22.code_12 IS NOT NULL AND t22.note_21 IS NOT NULL
        ORDER BY t22.uid
      ) AS s23
    ),
    '}'
  ) AS anon_2
