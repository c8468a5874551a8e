-- the statement
-- arguments: '["west"]', '["west"]', 'once', 'once'
WITH asked6 AS MATERIALIZED (SELECT u5.value AS value FROM json_each(?) AS u5),
asked14 AS MATERIALIZED (
  SELECT u13.value AS value FROM json_each(?) AS u13
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
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
            t2.token = ?
            AND NOT (
              EXISTS (
                SELECT 1
                FROM asked6
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t7 WHERE t7.token = asked6.value AND t7.uid = t2.uid
                  )
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s8
  ),
  ',"negated":', (
    SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_4
    FROM (
      SELECT concat('{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}') AS j
      FROM film_1 AS t9
      WHERE
        t9.is_1 = 1
        AND (
          (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t11 WHERE t11.token = +? AND t11.uid = t9.uid))
          AND NOT (
            EXISTS (
              SELECT 1
              FROM asked14
              WHERE NOT (
                EXISTS (
                  SELECT 1 FROM tokens_term_film_title_13 AS t15 WHERE t15.token = asked14.value AND t15.uid = t9.uid
                )
              )
            )
          )
        ) IS NOT 1
      ORDER BY t9.uid
    ) AS s16
  ),
  ',"null":', (
    SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_5
    FROM (
      SELECT concat('{"code":', CASE WHEN (t17.code_12 IS NULL) THEN char(1) ELSE json_quote(t17.code_12) END, '}') AS j
      FROM film_1 AS t17
      WHERE 0 = 1
      ORDER BY t17.uid
    ) AS s18
  ),
  ',"notNull":', (
    SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_6
    FROM (
      SELECT concat('{"code":', CASE WHEN (t19.code_12 IS NULL) THEN char(1) ELSE json_quote(t19.code_12) END, '}') AS j
      FROM film_1 AS t19
      WHERE t19.is_1 = 1 AND 0 IS NOT 1
      ORDER BY t19.uid
    ) AS s20
  ),
  ',"empty":', (
    SELECT concat('[', group_concat(s22.j, ','), ']') AS anon_7
    FROM (
      SELECT concat('{"code":', CASE WHEN (t21.code_12 IS NULL) THEN char(1) ELSE json_quote(t21.code_12) END, '}') AS j
      FROM film_1 AS t21
      WHERE 0 = 1
      ORDER BY t21.uid
    ) AS s22
  ),
  ',"notEmpty":', (
    SELECT concat('[', group_concat(s24.j, ','), ']') AS anon_8
    FROM (
      SELECT concat('{"code":', CASE WHEN (t23.code_12 IS NULL) THEN char(1) ELSE json_quote(t23.code_12) END, '}') AS j
      FROM film_1 AS t23
      WHERE t23.is_1 = 1 AND 0 IS NOT 1
      ORDER BY t23.uid
    ) AS s24
  ),
  '}'
) AS anon_2
