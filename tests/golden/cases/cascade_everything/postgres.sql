-- the statement
-- arguments: 1979, 'sabata'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"root":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"year":' || coalesce(CAST(t1.year_14 AS text), 'null')
        || ',"director":' || coalesce(
          (
            SELECT s6.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t5.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.name_23)::text, 'null') END
                || ',"born":' || coalesce(CAST(t5.born_24 AS text), 'null')
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r4 LEFT OUTER JOIN person_2 AS t5 ON t5.uid = r4.uid
              WHERE r4.uid IS NOT NULL AND t5.name_23 IS NOT NULL AND t5.born_24 IS NOT NULL
              LIMIT 1
            ) AS s6
          ),
          'null'
        )
        || '}' AS j
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
  )
  || ',"inner":' || (
    SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s17.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t10.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.name_30)::text, 'null') END
              || ',"films":' || (
                SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_6
                FROM (
                  SELECT
                    '{"code":'
                    || CASE WHEN (t15.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.code_12)::text, 'null') END
                    || '}' AS j
                  FROM edges_film_genres_46 AS t14 LEFT OUTER JOIN film_1 AS t15 ON t15.uid = t14.src
                  WHERE t14.dst = t9.dst AND t15.year_14 < $1 AND t15.code_12 IS NOT NULL
                  ORDER BY t14.src
                ) AS s16
              )
              || '}' AS j
            FROM edges_film_genres_46 AS t9 LEFT OUTER JOIN genre_4 AS t10 ON t10.uid = t9.dst
            WHERE
              t9.src = t8.uid
              AND t10.name_30 IS NOT NULL
              AND (
                EXISTS (
                  SELECT 1
                  FROM edges_film_genres_46 AS t11 LEFT OUTER JOIN film_1 AS t13 ON t13.uid = t11.src
                  WHERE t11.dst = t9.dst AND t13.year_14 < $1 AND t13.code_12 IS NOT NULL
                )
              )
            ORDER BY t9.dst
          ) AS s17
        )
        || '}' AS j
      FROM film_1 AS t8
      WHERE t8.is_1 = 1
      ORDER BY t8.uid
    ) AS s18
  )
  || ',"one":' || coalesce(
    (
      SELECT
        '{"code":' || CASE WHEN (t19.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.code_12)::text, 'null') END
        || ',"year":' || coalesce(CAST(t19.year_14 AS text), 'null')
        || '}' AS j
      FROM film_1 AS t19
      WHERE
        t19.is_1 = 1
        AND t19.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
        )
        AND t19.code_12 IS NOT NULL
        AND t19.year_14 IS NOT NULL
      LIMIT 1
    ),
    'null'
  )
  || ',"overridden":' || (
    SELECT '[' || coalesce(string_agg(s27.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t21.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t21.code_12)::text, 'null') END
        || ',"year":' || coalesce(CAST(t21.year_14 AS text), 'null')
        || ',"director":' || coalesce(
          (
            SELECT s26.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t25.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t25.name_23)::text, 'null') END
                || ',"born":' || coalesce(CAST(t25.born_24 AS text), 'null')
                || '}' AS j
              FROM (SELECT t21.director_22 AS uid) AS r24 LEFT OUTER JOIN person_2 AS t25 ON t25.uid = r24.uid
              WHERE r24.uid IS NOT NULL AND t25.name_23 IS NOT NULL
              LIMIT 1
            ) AS s26
          ),
          'null'
        )
        || '}' AS j
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
  )
  || '}' AS anon_2
