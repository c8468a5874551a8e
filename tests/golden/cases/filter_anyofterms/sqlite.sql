-- the statement
-- arguments: '["sabata","alien"]', '["sabata","alien"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT DISTINCT t2.uid
            FROM tokens_term_film_title_13 AS t2
            WHERE t2.token IN (SELECT value FROM json_each(?))
          )
        ORDER BY t1.uid
      ) AS s4
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE
          t5.is_1 = 1
          AND (
            EXISTS (
              SELECT 1
              FROM json_each(?) AS u8
              WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t6 WHERE t6.token = u8.value AND t6.uid = t5.uid)
            )
          ) IS NOT 1
        ORDER BY t5.uid
      ) AS s9
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t10.code_12 IS NULL) THEN char(1) ELSE json_quote(t10.code_12) END, '}') AS j
        FROM film_1 AS t10
        WHERE 0 = 1
        ORDER BY t10.uid
      ) AS s11
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t12.code_12 IS NULL) THEN char(1) ELSE json_quote(t12.code_12) END, '}') AS j
        FROM film_1 AS t12
        WHERE t12.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t12.uid
      ) AS s13
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s15.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t14.code_12 IS NULL) THEN char(1) ELSE json_quote(t14.code_12) END, '}') AS j
        FROM film_1 AS t14
        WHERE 0 = 1
        ORDER BY t14.uid
      ) AS s15
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t16.code_12 IS NULL) THEN char(1) ELSE json_quote(t16.code_12) END, '}') AS j
        FROM film_1 AS t16
        WHERE t16.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t16.uid
      ) AS s17
    ),
    '}'
  ) AS anon_2
