-- the statement
-- arguments: 1979, 1979, 'sabata'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"root":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"year":', coalesce(t1.year_14, 'null'),
          ',"director":', coalesce(
            (
              SELECT s6.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t5.name_23 IS NULL) THEN char(1) ELSE json_quote(t5.name_23) END,
                  ',"born":', coalesce(t5.born_24, 'null'),
                  '}'
                ) AS j
                FROM (SELECT t1.director_22 AS uid) AS r4 LEFT OUTER JOIN person_2 AS t5 ON t5.uid = r4.uid
                WHERE r4.uid IS NOT NULL AND t5.name_23 IS NOT NULL AND t5.born_24 IS NOT NULL
                LIMIT 1
              ) AS s6
            ),
            'null'
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.code_12 IS NOT NULL
          AND t1.year_14 IS NOT NULL
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.director_22 AS uid) AS r2 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = r2.uid
              WHERE r2.uid IS NOT NULL AND t3.name_23 IS NOT NULL AND t3.born_24 IS NOT NULL
            )
          )
        ORDER BY t1.uid
      ) AS s7
    ),
    ',"inner":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_4
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END,
          ',"genres":', (
            SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_5
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t10.name_30 IS NULL) THEN char(1) ELSE json_quote(t10.name_30) END,
                ',"films":', (
                  SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_6
                  FROM (
                    SELECT concat(
                      '{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}'
                    ) AS j
                    FROM edges_film_genres_46 AS t14 LEFT OUTER JOIN film_1 AS t15 ON t15.uid = t14.src
                    WHERE t14.dst = t9.dst AND +t15.year_14 < ? AND t15.code_12 IS NOT NULL
                    ORDER BY t14.src
                  ) AS s16
                ),
                '}'
              ) AS j
              FROM edges_film_genres_46 AS t9 LEFT OUTER JOIN genre_4 AS t10 ON t10.uid = t9.dst
              WHERE
                t9.src = t8.uid
                AND t10.name_30 IS NOT NULL
                AND (
                  EXISTS (
                    SELECT 1
                    FROM edges_film_genres_46 AS t11 LEFT OUTER JOIN film_1 AS t13 ON t13.uid = t11.src
                    WHERE t11.dst = t9.dst AND t13.year_14 < ? AND t13.code_12 IS NOT NULL
                  )
                )
              ORDER BY t9.dst
            ) AS s17
          ),
          '}'
        ) AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1
        ORDER BY t8.uid
      ) AS s18
    ),
    ',"one":', coalesce(
      (
        SELECT concat(
          '{"code":', CASE WHEN (t19.code_12 IS NULL) THEN char(1) ELSE json_quote(t19.code_12) END,
          ',"year":', coalesce(t19.year_14, 'null'),
          '}'
        ) AS j
        FROM film_1 AS t19
        WHERE
          t19.is_1 = 1
          AND t19.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
          AND t19.code_12 IS NOT NULL
          AND t19.year_14 IS NOT NULL
        LIMIT 1
      ),
      'null'
    ),
    ',"overridden":', (
      SELECT concat('[', group_concat(s27.j, ','), ']') AS anon_7
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t21.code_12 IS NULL) THEN char(1) ELSE json_quote(t21.code_12) END,
          ',"year":', coalesce(t21.year_14, 'null'),
          ',"director":', coalesce(
            (
              SELECT s26.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t25.name_23 IS NULL) THEN char(1) ELSE json_quote(t25.name_23) END,
                  ',"born":', coalesce(t25.born_24, 'null'),
                  '}'
                ) AS j
                FROM (SELECT t21.director_22 AS uid) AS r24 LEFT OUTER JOIN person_2 AS t25 ON t25.uid = r24.uid
                WHERE r24.uid IS NOT NULL AND t25.name_23 IS NOT NULL
                LIMIT 1
              ) AS s26
            ),
            'null'
          ),
          '}'
        ) AS j
        FROM film_1 AS t21
        WHERE
          t21.is_1 = 1
          AND t21.code_12 IS NOT NULL
          AND t21.year_14 IS NOT NULL
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t21.director_22 AS uid) AS r22 LEFT OUTER JOIN person_2 AS t23 ON t23.uid = r22.uid
              WHERE r22.uid IS NOT NULL AND t23.name_23 IS NOT NULL
            )
          )
        ORDER BY t21.uid
      ) AS s27
    ),
    '}'
  ) AS anon_2
