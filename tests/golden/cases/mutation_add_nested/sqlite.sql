-- the payload of addFilm
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"film":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', CASE
            WHEN (t1.director_22 IS NULL) THEN 'null'
            ELSE concat(
              '{"name":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END,
              ',"directed":', (
                SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_4
                FROM (
                  SELECT concat(
                    '{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}'
                  ) AS j
                  FROM film_1 AS t4
                  WHERE t4.director_22 = t1.director_22
                  ORDER BY t4.uid
                ) AS s5
              ),
              '}'
            )
          END,
          ',"genres":', (
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
                    WHERE t8.dst = t6.dst
                    ORDER BY t8.src
                  ) AS s10
                ),
                '}'
              ) AS j
              FROM edges_film_genres_46 AS t6 LEFT OUTER JOIN genre_4 AS t7 ON t7.uid = t6.dst
              WHERE t6.src = t1.uid
              ORDER BY t6.dst
            ) AS s11
          ),
          '}'
        ) AS j
        FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.director_22
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.code_12 ASC NULLS LAST, t1.uid
      ) AS s12
    ),
    '}'
  ) AS anon_2
