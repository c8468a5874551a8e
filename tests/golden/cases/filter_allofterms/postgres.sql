-- the statement
-- arguments: ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], ['once', 'west'], [], [], [], [], []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_3
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
            AND (CAST($2 AS text[]))[1] IS NOT NULL
            AND NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($3 AS text[])) AS u6(value)
                WHERE NOT (
                  EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t4 WHERE t4.token = u6.value AND t4.uid = t2.uid)
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s8
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE
        t9.is_1 = 1
        AND (
          (CAST($4 AS text[]))[1] IS NOT NULL
          AND NOT (
            EXISTS (
              SELECT 1
              FROM unnest(CAST($5 AS text[])) AS u12(value)
              WHERE NOT (
                EXISTS (
                  SELECT 1 FROM tokens_term_film_title_13 AS t10 WHERE t10.token = u12.value AND t10.uid = t9.uid
                )
              )
            )
          )
        ) IS NOT true
      ORDER BY t9.uid
    ) AS s14
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t15.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t15
      WHERE false
      ORDER BY t15.uid
    ) AS s16
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t17.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t17.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t17
      WHERE t17.is_1 = 1 AND false IS NOT true
      ORDER BY t17.uid
    ) AS s18
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s26.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t19.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t19
      WHERE
        t19.is_1 = 1
        AND t19.uid IN (
          SELECT t20.uid
          FROM tokens_term_film_title_13 AS t20
          WHERE
            t20.token = (CAST($6 AS text[]))[1]
            AND (CAST($7 AS text[]))[1] IS NOT NULL
            AND NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($8 AS text[])) AS u24(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t22 WHERE t22.token = u24.value AND t22.uid = t20.uid
                  )
                )
              )
            )
        )
      ORDER BY t19.uid
    ) AS s26
  )
  || ',"notEmpty":' || (
    SELECT '[' || coalesce(string_agg(s32.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t27.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t27.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t27
      WHERE
        t27.is_1 = 1
        AND (
          (CAST($9 AS text[]))[1] IS NOT NULL
          AND NOT (
            EXISTS (
              SELECT 1
              FROM unnest(CAST($10 AS text[])) AS u30(value)
              WHERE NOT (
                EXISTS (
                  SELECT 1 FROM tokens_term_film_title_13 AS t28 WHERE t28.token = u30.value AND t28.uid = t27.uid
                )
              )
            )
          )
        ) IS NOT true
      ORDER BY t27.uid
    ) AS s32
  )
  || '}' AS anon_2
