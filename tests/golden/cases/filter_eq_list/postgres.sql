-- the statement
-- arguments: 'A1', 'A1', '', ''
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM list_film_aliases_43 AS t3
            WHERE
              t3.uid = t1.uid
              AND (left(t3.value, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t3.value = $1 THEN true ELSE false END)
          )
        )
      ORDER BY t1.uid
    ) AS s4
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE
        t5.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM list_film_aliases_43 AS t7
            WHERE
              t7.uid = t5.uid
              AND (left(t7.value, 128) = left(CAST($2 AS text), 128) AND CASE WHEN t7.value = $2 THEN true ELSE false END)
          )
        ) IS NOT true
      ORDER BY t5.uid
    ) AS s8
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE false
      ORDER BY t9.uid
    ) AS s10
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t11.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t11
      WHERE t11.is_1 = 1 AND false IS NOT true
      ORDER BY t11.uid
    ) AS s12
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t13.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t13.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t13
      WHERE
        t13.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM list_film_aliases_43 AS t15
            WHERE
              t15.uid = t13.uid
              AND (
                left(t15.value, 128) = left(CAST($3 AS text), 128)
                AND CASE WHEN t15.value = $3 THEN true ELSE false END
              )
          )
        )
      ORDER BY t13.uid
    ) AS s16
  )
  || ',"notEmpty":' || (
    SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t17.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t17.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t17
      WHERE
        t17.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM list_film_aliases_43 AS t19
            WHERE
              t19.uid = t17.uid
              AND (
                left(t19.value, 128) = left(CAST($4 AS text), 128)
                AND CASE WHEN t19.value = $4 THEN true ELSE false END
              )
          )
        ) IS NOT true
      ORDER BY t17.uid
    ) AS s20
  )
  || '}' AS anon_2
