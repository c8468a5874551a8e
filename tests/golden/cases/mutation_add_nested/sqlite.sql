-- the payload of addFilm
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"film":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', coalesce(
            (
              SELECT s7.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t4.name_23 IS NULL) THEN char(1) ELSE json_quote(t4.name_23) END,
                  ',"directed":', (
                    SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_4
                    FROM (
                      SELECT concat(
                        '{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}'
                      ) AS j
                      FROM film_1 AS t5
                      WHERE t5.director_22 = r3.uid
                      ORDER BY t5.uid
                    ) AS s6
                  ),
                  '}'
                ) AS j
                FROM (SELECT t1.director_22 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
                WHERE r3.uid IS NOT NULL
                LIMIT 1
              ) AS s7
            ),
            'null'
          ),
          ',"genres":', (
            SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_5
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t9.name_30 IS NULL) THEN char(1) ELSE json_quote(t9.name_30) END,
                ',"films":', (
                  SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_6
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
              WHERE t8.src = t1.uid
              ORDER BY t8.dst
            ) AS s13
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.code_12 ASC NULLS LAST, t1.uid
      ) AS s14
    ),
    '}'
  ) AS anon_2
