-- the statement
-- arguments: 2, 1, 1, 1, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"first":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"year":', coalesce(t1.year_14, 'null'),
          ',"director":', coalesce(
            (
              SELECT s7.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t6.name_23 IS NULL) THEN char(1) ELSE json_quote(t6.name_23) END, '}'
                ) AS j
                FROM (SELECT t1.director_22 AS uid) AS r5 LEFT OUTER JOIN person_2 AS t6 ON t6.uid = r5.uid
                WHERE r5.uid IS NOT NULL AND t6.name_23 IS NOT NULL
                LIMIT 1
              ) AS s7
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
              WHERE r2.uid IS NOT NULL AND t3.name_23 IS NOT NULL
            )
          )
        ORDER BY t1.year_14 DESC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s8
    ),
    ',"last":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_4
      FROM (
        SELECT s11.j AS j
        FROM (
          SELECT
            concat(
              '{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END,
              ',"year":', coalesce(t9.year_14, 'null'),
              '}'
            ) AS j,
            t9.uid AS u
          FROM film_1 AS t9
          WHERE t9.is_1 = 1 AND t9.code_12 IS NOT NULL AND t9.year_14 IS NOT NULL
          ORDER BY t9.uid DESC
          LIMIT ? + 0
        ) AS s11
        ORDER BY s11.u
      ) AS s12
    ),
    ',"inner":', (
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_5
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t13.name_23 IS NULL) THEN char(1) ELSE json_quote(t13.name_23) END,
          ',"directed":', (
            SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_6
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t16.code_12 IS NULL) THEN char(1) ELSE json_quote(t16.code_12) END, '}'
              ) AS j
              FROM film_1 AS t16
              WHERE t16.director_22 = t13.uid AND t16.code_12 IS NOT NULL
              ORDER BY t16.uid
              LIMIT ? + 0
              OFFSET ? + 0
            ) AS s18
          ),
          '}'
        ) AS j
        FROM person_2 AS t13
        WHERE
          t13.is_2 = 1
          AND t13.name_23 IS NOT NULL
          AND (
            SELECT count(*) AS count_1 FROM film_1 AS t14 WHERE t14.director_22 = t13.uid AND t14.code_12 IS NOT NULL
          ) > ?
        ORDER BY t13.uid
      ) AS s19
    ),
    '}'
  ) AS anon_2
