-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"genres":', (
            SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t4.name_30 IS NULL) THEN char(1) ELSE json_quote(t4.name_30) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN genre_4 AS t4 ON t4.uid = t3.dst
              WHERE t3.src = t1.uid
              ORDER BY t3.dst
            ) AS s5
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t2 WHERE t2.src = t1.uid))
        ORDER BY t1.uid
      ) AS s6
    ),
    ',"queryGenre":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_5
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t7.name_30 IS NULL) THEN char(1) ELSE json_quote(t7.name_30) END,
          ',"films":', (
            SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_6
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t8 LEFT OUTER JOIN film_1 AS t9 ON t9.uid = t8.src
              WHERE t8.dst = t7.uid
              ORDER BY t8.src
            ) AS s10
          ),
          '}'
        ) AS j
        FROM genre_4 AS t7
        WHERE t7.is_4 = 1
        ORDER BY t7.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
