-- the statement
-- arguments: '[11,12,2457]', '[11,12]', '[]', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT u3.value FROM json_each(?) AS u3)
        ORDER BY t1.uid
      ) AS s4
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1 AND (t5.uid IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t5.uid
      ) AS s7
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1 AND t8.uid IN (SELECT u10.value FROM json_each(?) AS u10)
        ORDER BY t8.uid
      ) AS s11
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t12.code_12 IS NULL) THEN char(1) ELSE json_quote(t12.code_12) END, '}') AS j
        FROM film_1 AS t12
        WHERE t12.is_1 = 1 AND (t12.uid IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t12.uid
      ) AS s14
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
        FROM film_1 AS t15
        WHERE t15.is_1 = 1
        ORDER BY t15.uid
      ) AS s16
    ),
    '}'
  ) AS anon_2
