-- the statement
-- arguments: '["","space"]', '["","space"]', '[]', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.tag_20 IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s5
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}') AS j
        FROM film_1 AS t6
        WHERE t6.is_1 = 1 AND (+t6.tag_20 IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t6.uid
      ) AS s8
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}') AS j
        FROM film_1 AS t9
        WHERE 0 = 1
        ORDER BY t9.uid
      ) AS s10
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}') AS j
        FROM film_1 AS t11
        WHERE t11.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t11.uid
      ) AS s12
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t13.code_12 IS NULL) THEN char(1) ELSE json_quote(t13.code_12) END, '}') AS j
        FROM film_1 AS t13
        WHERE t13.is_1 = 1 AND t13.tag_20 IN (SELECT value FROM json_each(?))
        ORDER BY t13.uid
      ) AS s17
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t18.code_12 IS NULL) THEN char(1) ELSE json_quote(t18.code_12) END, '}') AS j
        FROM film_1 AS t18
        WHERE t18.is_1 = 1 AND (+t18.tag_20 IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t18.uid
      ) AS s20
    ),
    '}'
  ) AS anon_2
