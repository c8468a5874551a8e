-- the statement
-- arguments: 1977, 'DRAMA', 1977, 'DRAMA', 1977, 1977, 'DRAMA'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"members":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.year_14 = $1
        AND (left(t1.kind_19, 128) = left(CAST($2 AS text), 128) AND CASE WHEN t1.kind_19 = $2 THEN true ELSE false END)
      ORDER BY t1.uid
    ) AS s4
  )
  || ',"list":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE
        t5.is_1 = 1
        AND t5.year_14 = $3
        AND (left(t5.kind_19, 128) = left(CAST($4 AS text), 128) AND CASE WHEN t5.kind_19 = $4 THEN true ELSE false END)
      ORDER BY t5.uid
    ) AS s8
  )
  || ',"single":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE t9.is_1 = 1 AND t9.year_14 = $5 AND t9.kind_19 IS NOT NULL
      ORDER BY t9.uid
    ) AS s11
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s15.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t12.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t12.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t12
      WHERE
        t12.is_1 = 1
        AND (
          t12.year_14 = $6
          AND (
            left(t12.kind_19, 128) = left(CAST($7 AS text), 128)
            AND CASE WHEN t12.kind_19 = $7 THEN true ELSE false END
          )
        ) IS NOT true
      ORDER BY t12.uid
    ) AS s15
  )
  || '}' AS anon_2
