-- the statement
-- arguments: 1968, 'COMEDY', 1977, 'DRAMA', ['sabata'], ['sabata'], 1968, 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"alone":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND (t1.year_14 = $1 OR t1.kind_19 = $2)
      ORDER BY t1.uid
    ) AS s4
  )
  || ',"beside":' || (
    SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE
        t5.is_1 = 1
        AND (
          t5.year_14 = $3 AND t5.kind_19 = $4
          OR (CAST($5 AS text[]))[1] IS NOT NULL
          AND NOT (
            EXISTS (
              SELECT 1
              FROM unnest(CAST($6 AS text[])) AS u16(value)
              WHERE NOT (
                EXISTS (
                  SELECT 1 FROM tokens_term_film_title_13 AS t14 WHERE t14.token = u16.value AND t14.uid = t5.uid
                )
              )
            )
          )
        )
      ORDER BY t5.uid
    ) AS s18
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s22.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t19.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t19
      WHERE t19.is_1 = 1 AND (t19.year_14 = $7 OR t19.kind_19 = $8) IS NOT true
      ORDER BY t19.uid
    ) AS s22
  )
  || '}' AS anon_2
