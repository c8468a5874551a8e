-- the statement
-- arguments: 1968, 'COMEDY', 1977, 'DRAMA', 'sabata', 1968, 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"alone":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND (
          t1.year_14 = $1
          OR (left(t1.kind_19, 128) = left(CAST($2 AS text), 128) AND CASE WHEN t1.kind_19 = $2 THEN true ELSE false END)
        )
      ORDER BY t1.uid
    ) AS s4
  )
  || ',"beside":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE
        t5.is_1 = 1
        AND (
          t5.year_14 = $3
          AND (left(t5.kind_19, 128) = left(CAST($4 AS text), 128) AND CASE WHEN t5.kind_19 = $4 THEN true ELSE false END)
          OR (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t10 WHERE t10.token = $5 AND t10.uid = t5.uid))
        )
      ORDER BY t5.uid
    ) AS s11
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s15.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t12.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t12.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t12
      WHERE
        t12.is_1 = 1
        AND (
          t12.year_14 = $6
          OR (
            left(t12.kind_19, 128) = left(CAST($7 AS text), 128)
            AND CASE WHEN t12.kind_19 = $7 THEN true ELSE false END
          )
        ) IS NOT true
      ORDER BY t12.uid
    ) AS s15
  )
  || '}' AS anon_2
