-- the statement
-- arguments: '["sabata","alien"]', '["sabata","alien"]'
WITH asked8 AS MATERIALIZED (
  SELECT u7.value AS value FROM json_each(?) AS u7
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
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
    SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_4
    FROM (
      SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
      FROM film_1 AS t5
      WHERE
        t5.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM asked8
            WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t9 WHERE t9.token = asked8.value AND t9.uid = t5.uid)
          )
        ) IS NOT 1
      ORDER BY t5.uid
    ) AS s10
  ),
  ',"null":', (
    SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_5
    FROM (
      SELECT concat('{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}') AS j
      FROM film_1 AS t11
      WHERE 0 = 1
      ORDER BY t11.uid
    ) AS s12
  ),
  ',"notNull":', (
    SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_6
    FROM (
      SELECT concat('{"code":', CASE WHEN (t13.code_12 IS NULL) THEN char(1) ELSE json_quote(t13.code_12) END, '}') AS j
      FROM film_1 AS t13
      WHERE t13.is_1 = 1 AND 0 IS NOT 1
      ORDER BY t13.uid
    ) AS s14
  ),
  ',"empty":', (
    SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_7
    FROM (
      SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
      FROM film_1 AS t15
      WHERE 0 = 1
      ORDER BY t15.uid
    ) AS s16
  ),
  ',"notEmpty":', (
    SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_8
    FROM (
      SELECT concat('{"code":', CASE WHEN (t17.code_12 IS NULL) THEN char(1) ELSE json_quote(t17.code_12) END, '}') AS j
      FROM film_1 AS t17
      WHERE t17.is_1 = 1 AND 0 IS NOT 1
      ORDER BY t17.uid
    ) AS s18
  ),
  '}'
) AS anon_2
