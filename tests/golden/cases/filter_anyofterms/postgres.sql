-- the statement
-- arguments: ['sabata', 'alien'], ['sabata', 'alien']
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
        AND t1.uid IN (
          SELECT DISTINCT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ANY (CAST($1 AS text[]))
        )
      ORDER BY t1.uid
    ) AS s4
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
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
            FROM unnest(CAST($2 AS text[])) AS u7(value)
            WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t8 WHERE t8.token = u7.value AND t8.uid = t5.uid)
          )
        ) IS NOT true
      ORDER BY t5.uid
    ) AS s9
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t10.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t10
      WHERE false
      ORDER BY t10.uid
    ) AS s11
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t12.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t12.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t12
      WHERE t12.is_1 = 1 AND false IS NOT true
      ORDER BY t12.uid
    ) AS s13
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s15.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t14.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t14.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t14
      WHERE false
      ORDER BY t14.uid
    ) AS s15
  )
  || ',"notEmpty":' || (
    SELECT '[' || coalesce(string_agg(s17.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t16.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t16.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t16
      WHERE t16.is_1 = 1 AND false IS NOT true
      ORDER BY t16.uid
    ) AS s17
  )
  || '}' AS anon_2
