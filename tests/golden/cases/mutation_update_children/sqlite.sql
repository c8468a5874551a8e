-- the targets of updatePerson
-- arguments: 'Ridley Scott'
SELECT t1.uid FROM person_2 AS t1 WHERE t1.is_2 = 1 AND t1.name_23 = ? ORDER BY t1.uid

-- the payload of updatePerson
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"person":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_23 IS NULL) THEN char(1) ELSE json_quote(t1.name_23) END,
          ',"directed":', (
            SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t3.code_12 IS NULL) THEN char(1) ELSE json_quote(t3.code_12) END,
                ',"year":', coalesce(t3.year_14, 'null'),
                ',"note":', json_quote(t3.note_21),
                ',"genres":', (
                  SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_5
                  FROM (
                    SELECT concat(
                      '{"name":', CASE WHEN (t5.name_30 IS NULL) THEN char(1) ELSE json_quote(t5.name_30) END,
                      ',"films":', (
                        SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_6
                        FROM (
                          SELECT concat(
                            '{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END,
                            '}'
                          ) AS j
                          FROM edges_film_genres_46 AS t6 LEFT OUTER JOIN film_1 AS t7 ON t7.uid = t6.src
                          WHERE t6.dst = t4.dst
                          ORDER BY t6.src
                        ) AS s8
                      ),
                      '}'
                    ) AS j
                    FROM edges_film_genres_46 AS t4 LEFT OUTER JOIN genre_4 AS t5 ON t5.uid = t4.dst
                    WHERE t4.src = t3.uid
                    ORDER BY t5.name_30 ASC NULLS LAST, t4.dst
                  ) AS s9
                ),
                '}'
              ) AS j
              FROM film_1 AS t3
              WHERE t3.director_22 = t1.uid
              ORDER BY t3.code_12 ASC NULLS LAST, t3.uid
            ) AS s10
          ),
          '}'
        ) AS j
        FROM person_2 AS t1
        WHERE t1.is_2 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
