-- the statement
-- arguments: 'once', ['west'], 'once', ['west']
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_term_film_title_13 AS t2
          WHERE
            t2.token = $1
            AND NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($2 AS text[])) AS u5(value)
                WHERE NOT (
                  EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t6 WHERE t6.token = u5.value AND t6.uid = t2.uid)
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s7
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t8
      WHERE
        t8.is_1 = 1
        AND (
          (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t10 WHERE t10.token = $3 AND t10.uid = t8.uid))
          AND NOT (
            EXISTS (
              SELECT 1
              FROM unnest(CAST($4 AS text[])) AS u12(value)
              WHERE NOT (
                EXISTS (
                  SELECT 1 FROM tokens_term_film_title_13 AS t13 WHERE t13.token = u12.value AND t13.uid = t8.uid
                )
              )
            )
          )
        ) IS NOT true
      ORDER BY t8.uid
    ) AS s14
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t15.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t15
      WHERE false
      ORDER BY t15.uid
    ) AS s16
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t17.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t17.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t17
      WHERE t17.is_1 = 1 AND false IS NOT true
      ORDER BY t17.uid
    ) AS s18
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t19.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t19
      WHERE false
      ORDER BY t19.uid
    ) AS s20
  )
  || ',"notEmpty":' || (
    SELECT '[' || coalesce(string_agg(s22.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t21.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t21.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t21
      WHERE t21.is_1 = 1 AND false IS NOT true
      ORDER BY t21.uid
    ) AS s22
  )
  || '}' AS anon_2
