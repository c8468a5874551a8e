-- the statement
-- arguments: 'once', '["once","west"]', 'once', '["once","west"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT t2.uid
            FROM tokens_term_film_title_13 AS t2
            WHERE
              t2.token = ?
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
      ) AS s7
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE
          t8.is_1 = 1
          AND (
            (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t9 WHERE t9.token = +? AND t9.uid = t8.uid))
            AND NOT (
              EXISTS (
                SELECT 1
                FROM json_each(?) AS u13
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t11 WHERE t11.token = u13.value AND t11.uid = t8.uid
                  )
                )
              )
            )
          ) IS NOT 1
        ORDER BY t8.uid
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
      SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t19.code_12 IS NULL) THEN char(1) ELSE json_quote(t19.code_12) END, '}') AS j
        FROM film_1 AS t19
        WHERE 0 = 1
        ORDER BY t19.uid
      ) AS s20
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s22.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t21.code_12 IS NULL) THEN char(1) ELSE json_quote(t21.code_12) END, '}') AS j
        FROM film_1 AS t21
        WHERE t21.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t21.uid
      ) AS s22
    ),
    '}'
  ) AS anon_2
