-- the statement
-- arguments: 1970, 1979, 1970, 1979, 1979, 1970, 'B', 'T'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.year_14 >= $1 AND t1.year_14 <= $2
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
      WHERE t5.is_1 = 1 AND (t5.year_14 >= $3 AND t5.year_14 <= $4) IS NOT true
      ORDER BY t5.uid
    ) AS s8
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE t9.is_1 = 1 AND t9.year_14 >= $5 AND t9.year_14 <= $6
      ORDER BY t9.uid
    ) AS s12
  )
  || ',"list":' || (
    SELECT '[' || coalesce(string_agg(s17.j, ','), '') || ']' AS anon_6
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
            FROM list_film_aliases_43 AS t16
            WHERE
              t16.uid = t13.uid
              AND (left(t16.value, 128) >= left(CAST($7 AS text), 128) AND t16.value >= $7)
              AND (left(t16.value, 128) <= left(CAST($8 AS text), 128) AND t16.value <= $8)
          )
        )
      ORDER BY t13.uid
    ) AS s17
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s19.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t18.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t18.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t18
      WHERE false
      ORDER BY t18.uid
    ) AS s19
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t20.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t20.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t20
      WHERE t20.is_1 = 1 AND false IS NOT true
      ORDER BY t20.uid
    ) AS s21
  )
  || '}' AS anon_2
