-- the statement
-- arguments: ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], [], [], [], [], [], [], [], []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_term_film_title_13 AS t2
          WHERE
            t2.token = (CAST($1 AS text[]))[1]
            AND (
              cardinality(CAST($2 AS text[])) = 1
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_term_film_title_13 AS t9
                  WHERE t9.token = (CAST($3 AS text[]))[1] AND t9.uid = t2.uid
                )
              )
              AND (
                cardinality(CAST($4 AS text[])) = 1
                OR NOT (
                  EXISTS (
                    SELECT 1
                    FROM unnest(CAST($5 AS text[])) AS u7(value)
                    WHERE NOT (
                      EXISTS (
                        SELECT 1 FROM tokens_term_film_title_13 AS t5 WHERE t5.token = u7.value AND t5.uid = t2.uid
                      )
                    )
                  )
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s11
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s19.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t12.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t12.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t12
      WHERE
        t12.is_1 = 1
        AND (
          (
            EXISTS (
              SELECT 1
              FROM tokens_term_film_title_13 AS t17
              WHERE t17.token = (CAST($6 AS text[]))[1] AND t17.uid = t12.uid
            )
          )
          AND (
            cardinality(CAST($7 AS text[])) = 1
            OR NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($8 AS text[])) AS u15(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t13 WHERE t13.token = u15.value AND t13.uid = t12.uid
                  )
                )
              )
            )
          )
        ) IS NOT true
      ORDER BY t12.uid
    ) AS s19
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t20.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t20.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t20
      WHERE false
      ORDER BY t20.uid
    ) AS s21
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s23.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t22.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t22.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t22
      WHERE t22.is_1 = 1 AND false IS NOT true
      ORDER BY t22.uid
    ) AS s23
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s34.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t24.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t24.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t24
      WHERE
        t24.is_1 = 1
        AND t24.uid IN (
          SELECT t25.uid
          FROM tokens_term_film_title_13 AS t25
          WHERE
            t25.token = (CAST($9 AS text[]))[1]
            AND (
              cardinality(CAST($10 AS text[])) = 1
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_term_film_title_13 AS t32
                  WHERE t32.token = (CAST($11 AS text[]))[1] AND t32.uid = t25.uid
                )
              )
              AND (
                cardinality(CAST($12 AS text[])) = 1
                OR NOT (
                  EXISTS (
                    SELECT 1
                    FROM unnest(CAST($13 AS text[])) AS u30(value)
                    WHERE NOT (
                      EXISTS (
                        SELECT 1
                        FROM tokens_term_film_title_13 AS t28
                        WHERE t28.token = u30.value AND t28.uid = t25.uid
                      )
                    )
                  )
                )
              )
            )
        )
      ORDER BY t24.uid
    ) AS s34
  )
  || ',"notEmpty":' || (
    SELECT '[' || coalesce(string_agg(s42.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t35.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t35.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t35
      WHERE
        t35.is_1 = 1
        AND (
          (
            EXISTS (
              SELECT 1
              FROM tokens_term_film_title_13 AS t40
              WHERE t40.token = (CAST($14 AS text[]))[1] AND t40.uid = t35.uid
            )
          )
          AND (
            cardinality(CAST($15 AS text[])) = 1
            OR NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($16 AS text[])) AS u38(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t36 WHERE t36.token = u38.value AND t36.uid = t35.uid
                  )
                )
              )
            )
          )
        ) IS NOT true
      ORDER BY t35.uid
    ) AS s42
  )
  || '}' AS anon_2
