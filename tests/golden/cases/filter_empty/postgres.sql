-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"object":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1
      ORDER BY t1.uid
    ) AS s2
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t3
      WHERE t3.is_1 = 1
      ORDER BY t3.uid
    ) AS s4
  )
  || ',"and":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE t5.is_1 = 1
      ORDER BY t5.uid
    ) AS s6
  )
  || ',"or":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t7.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t7
      WHERE t7.is_1 = 1
      ORDER BY t7.uid
    ) AS s8
  )
  || ',"not":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE t9.is_1 = 1
      ORDER BY t9.uid
    ) AS s10
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t11.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t11
      WHERE t11.is_1 = 1
      ORDER BY t11.uid
    ) AS s12
  )
  || '}' AS anon_2
