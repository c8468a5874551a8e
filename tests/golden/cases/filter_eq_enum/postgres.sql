-- the statement
-- arguments: 'COMEDY', 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND (left(t1.kind_19, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.kind_19 = $1 THEN true ELSE false END)
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
      WHERE
        t4.is_1 = 1
        AND (
          (left(t4.kind_19, 128) = left(CAST($2 AS text), 128) AND CASE WHEN t4.kind_19 = $2 THEN true ELSE false END)
        ) IS NOT true
      ORDER BY t4.uid
    ) AS s6
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t7.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t7
      WHERE false
      ORDER BY t7.uid
    ) AS s8
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE t9.is_1 = 1 AND false IS NOT true
      ORDER BY t9.uid
    ) AS s10
  )
  || '}' AS anon_2
