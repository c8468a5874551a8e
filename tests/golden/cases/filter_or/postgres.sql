-- the statement
-- arguments: 1968, 'COMEDY', 1977, 'DRAMA', ['sabata'], ['sabata'], ['sabata'], 1968, 'COMEDY'
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
    SELECT '[' || coalesce(string_agg(s23.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE
        t5.is_1 = 1
        AND (
          t5.year_14 = $3 AND t5.kind_19 = $4
          OR (
            EXISTS (
              SELECT 1
              FROM tokens_term_film_title_13 AS t21
              WHERE t21.token = (CAST($5 AS text[]))[1] AND t21.uid = t5.uid
            )
          )
          AND (
            cardinality(CAST($6 AS text[])) = 1
            OR NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($7 AS text[])) AS u19(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t17 WHERE t17.token = u19.value AND t17.uid = t5.uid
                  )
                )
              )
            )
          )
        )
      ORDER BY t5.uid
    ) AS s23
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s27.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t24.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t24.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t24
      WHERE t24.is_1 = 1 AND (t24.year_14 = $8 OR t24.kind_19 = $9) IS NOT true
      ORDER BY t24.uid
    ) AS s27
  )
  || '}' AS anon_2
