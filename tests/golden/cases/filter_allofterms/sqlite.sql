-- the statement
-- arguments: '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '["once","west"]', '[]', '[]', '[]', '[]', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
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
              AND json_extract(?, '$[0]') IS NOT NULL
              AND NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u6
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_term_film_title_13 AS t4 WHERE t4.token = u6.value AND t4.uid = t2.uid
                    )
                  )
                )
              )
          )
        ORDER BY t1.uid
      ) AS s8
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}') AS j
        FROM film_1 AS t9
        WHERE
          t9.is_1 = 1
          AND (
            json_extract(?, '$[0]') IS NOT NULL
            AND NOT (
              EXISTS (
                SELECT 1
                FROM json_each(?) AS u12
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t10 WHERE t10.token = u12.value AND t10.uid = t9.uid
                  )
                )
              )
            )
          ) IS NOT 1
        ORDER BY t9.uid
      ) AS s14
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
        FROM film_1 AS t15
        WHERE 0 = 1
        ORDER BY t15.uid
      ) AS s16
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t17.code_12 IS NULL) THEN char(1) ELSE json_quote(t17.code_12) END, '}') AS j
        FROM film_1 AS t17
        WHERE t17.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t17.uid
      ) AS s18
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s26.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t19.code_12 IS NULL) THEN char(1) ELSE json_quote(t19.code_12) END, '}') AS j
        FROM film_1 AS t19
        WHERE
          t19.is_1 = 1
          AND t19.uid IN (
            SELECT t20.uid
            FROM tokens_term_film_title_13 AS t20
            WHERE
              t20.token = json_extract(?, '$[0]')
              AND json_extract(?, '$[0]') IS NOT NULL
              AND NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u24
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
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s32.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t27.code_12 IS NULL) THEN char(1) ELSE json_quote(t27.code_12) END, '}') AS j
        FROM film_1 AS t27
        WHERE
          t27.is_1 = 1
          AND (
            json_extract(?, '$[0]') IS NOT NULL
            AND NOT (
              EXISTS (
                SELECT 1
                FROM json_each(?) AS u30
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t28 WHERE t28.token = u30.value AND t28.uid = t27.uid
                  )
                )
              )
            )
          ) IS NOT 1
        ORDER BY t27.uid
      ) AS s32
    ),
    '}'
  ) AS anon_2
