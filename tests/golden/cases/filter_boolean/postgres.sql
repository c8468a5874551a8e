-- the statement
-- arguments: True, True, False, False
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.isseen_18 = $1
      ORDER BY t1.uid
    ) AS s3
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t4.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t4
      WHERE t4.is_1 = 1 AND (t4.isseen_18 = $2) IS NOT true
      ORDER BY t4.uid
    ) AS s6
  )
  || ',"false":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t7.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t7
      WHERE t7.is_1 = 1 AND t7.isseen_18 = $3
      ORDER BY t7.uid
    ) AS s9
  )
  || ',"notFalse":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t10.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t10
      WHERE t10.is_1 = 1 AND (t10.isseen_18 = $4) IS NOT true
      ORDER BY t10.uid
    ) AS s12
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t13.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t13.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t13
      WHERE t13.is_1 = 1
      ORDER BY t13.uid
    ) AS s14
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t15.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t15
      WHERE t15.is_1 = 1
      ORDER BY t15.uid
    ) AS s16
  )
  || '}' AS anon_2
