-- the statement
-- arguments: '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '[]', '[]', '[]', '[]', '[]', '[]', '[]', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT t2.uid
            FROM tokens_term_film_title_13 AS t2
            WHERE
              t2.token = json_extract(?, '$[0]')
              AND (
                json_array_length(?) = 1
                OR (
                  EXISTS (
                    SELECT 1
                    FROM tokens_term_film_title_13 AS t9
                    WHERE t9.token = json_extract(?, '$[0]') AND t9.uid = t2.uid
                  )
                )
                AND (
                  json_array_length(?) = 1
                  OR NOT (
                    EXISTS (
                      SELECT 1
                      FROM json_each(?) AS u7
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
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t12.code_12 IS NULL) THEN char(1) ELSE json_quote(t12.code_12) END, '}') AS j
        FROM film_1 AS t12
        WHERE
          t12.is_1 = 1
          AND (
            (
              EXISTS (
                SELECT 1
                FROM tokens_term_film_title_13 AS t17
                WHERE t17.token = json_extract(?, '$[0]') AND t17.uid = t12.uid
              )
            )
            AND (
              json_array_length(?) = 1
              OR NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u15
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_term_film_title_13 AS t13 WHERE t13.token = u15.value AND t13.uid = t12.uid
                    )
                  )
                )
              )
            )
          ) IS NOT 1
        ORDER BY t12.uid
      ) AS s19
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s21.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t20.code_12 IS NULL) THEN char(1) ELSE json_quote(t20.code_12) END, '}') AS j
        FROM film_1 AS t20
        WHERE 0 = 1
        ORDER BY t20.uid
      ) AS s21
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s23.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t22.code_12 IS NULL) THEN char(1) ELSE json_quote(t22.code_12) END, '}') AS j
        FROM film_1 AS t22
        WHERE t22.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t22.uid
      ) AS s23
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s34.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t24.code_12 IS NULL) THEN char(1) ELSE json_quote(t24.code_12) END, '}') AS j
        FROM film_1 AS t24
        WHERE
          t24.is_1 = 1
          AND t24.uid IN (
            SELECT t25.uid
            FROM tokens_term_film_title_13 AS t25
            WHERE
              t25.token = json_extract(?, '$[0]')
              AND (
                json_array_length(?) = 1
                OR (
                  EXISTS (
                    SELECT 1
                    FROM tokens_term_film_title_13 AS t32
                    WHERE t32.token = json_extract(?, '$[0]') AND t32.uid = t25.uid
                  )
                )
                AND (
                  json_array_length(?) = 1
                  OR NOT (
                    EXISTS (
                      SELECT 1
                      FROM json_each(?) AS u30
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
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s42.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t35.code_12 IS NULL) THEN char(1) ELSE json_quote(t35.code_12) END, '}') AS j
        FROM film_1 AS t35
        WHERE
          t35.is_1 = 1
          AND (
            (
              EXISTS (
                SELECT 1
                FROM tokens_term_film_title_13 AS t40
                WHERE t40.token = json_extract(?, '$[0]') AND t40.uid = t35.uid
              )
            )
            AND (
              json_array_length(?) = 1
              OR NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u38
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_term_film_title_13 AS t36 WHERE t36.token = u38.value AND t36.uid = t35.uid
                    )
                  )
                )
              )
            )
          ) IS NOT 1
        ORDER BY t35.uid
      ) AS s42
    ),
    '}'
  ) AS anon_2
