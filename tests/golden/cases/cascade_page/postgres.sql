-- the statement
-- arguments: 2, 1, 1, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"first":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t6.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.code_12)::text, 'null') END
        || ',"year":' || coalesce(CAST(t6.year_14 AS text), 'null')
        || ',"director":' || coalesce(
          (
            SELECT s9.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t8.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t6.director_22 AS uid) AS r7 LEFT OUTER JOIN person_2 AS t8 ON t8.uid = r7.uid
              WHERE r7.uid IS NOT NULL AND t8.name_23 IS NOT NULL
              LIMIT 1
            ) AS s9
          ),
          'null'
        )
        || '}' AS j
      FROM
        (
          SELECT t1.uid AS u, t1.year_14 AS o0
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
          LIMIT $1
        ) AS s5
        JOIN film_1 AS t6 ON t6.uid = s5.u
      ORDER BY s5.o0 DESC NULLS LAST, s5.u
    ) AS s10
  )
  || ',"last":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT s13.j AS j
      FROM (
        SELECT
          '{"code":' || CASE WHEN (t11.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.code_12)::text, 'null') END
          || ',"year":' || coalesce(CAST(t11.year_14 AS text), 'null')
          || '}' AS j,
          t11.uid AS u
        FROM film_1 AS t11
        WHERE t11.is_1 = 1 AND t11.code_12 IS NOT NULL AND t11.year_14 IS NOT NULL
        ORDER BY t11.uid DESC
        LIMIT $2
      ) AS s13
      ORDER BY s13.u
    ) AS s14
  )
  || ',"inner":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t15.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.name_23)::text, 'null') END
        || ',"directed":' || (
          SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_6
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t18.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t18.code_12)::text, 'null') END
              || '}' AS j
            FROM film_1 AS t18
            WHERE t18.director_22 = t15.uid AND t18.code_12 IS NOT NULL
            ORDER BY t18.uid
            LIMIT $3
            OFFSET $4
          ) AS s20
        )
        || '}' AS j
      FROM person_2 AS t15
      WHERE
        t15.is_2 = 1
        AND t15.name_23 IS NOT NULL
        AND (
          SELECT count(*) AS count_1 FROM film_1 AS t16 WHERE t16.director_22 = t15.uid AND t16.code_12 IS NOT NULL
        ) > $4
      ORDER BY t15.uid
    ) AS s21
  )
  || '}' AS anon_2
