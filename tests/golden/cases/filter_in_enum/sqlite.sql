-- the statement
-- arguments: '["COMEDY","DRAMA"]', '["COMEDY","DRAMA"]', '[]', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.kind_19 IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s4
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1 AND (+t5.kind_19 IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t5.uid
      ) AS s7
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE 0 = 1
        ORDER BY t8.uid
      ) AS s9
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t10.code_12 IS NULL) THEN char(1) ELSE json_quote(t10.code_12) END, '}') AS j
        FROM film_1 AS t10
        WHERE t10.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t10.uid
      ) AS s11
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s15.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t12.code_12 IS NULL) THEN char(1) ELSE json_quote(t12.code_12) END, '}') AS j
        FROM film_1 AS t12
        WHERE t12.is_1 = 1 AND t12.kind_19 IN (SELECT value FROM json_each(?))
        ORDER BY t12.uid
      ) AS s15
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t16.code_12 IS NULL) THEN char(1) ELSE json_quote(t16.code_12) END, '}') AS j
        FROM film_1 AS t16
        WHERE t16.is_1 = 1 AND (+t16.kind_19 IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t16.uid
      ) AS s18
    ),
    '}'
  ) AS anon_2
