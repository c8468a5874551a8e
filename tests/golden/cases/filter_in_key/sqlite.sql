-- the statement
-- arguments: '["alien","lost"]', '["alien","lost"]', '[]', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT gw_keys.uid
            FROM gw_keys
            WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
          )
        ORDER BY t1.uid
      ) AS s3
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}') AS j
        FROM film_1 AS t4
        WHERE t4.is_1 = 1 AND (+t4.code_12 IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t4.uid
      ) AS s6
    ),
    ',"null":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM film_1 AS t7
        WHERE 0 = 1
        ORDER BY t7.uid
      ) AS s8
    ),
    ',"notNull":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_6
      FROM (
        SELECT concat('{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}') AS j
        FROM film_1 AS t9
        WHERE t9.is_1 = 1 AND 0 IS NOT 1
        ORDER BY t9.uid
      ) AS s10
    ),
    ',"empty":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_7
      FROM (
        SELECT concat('{"code":', CASE WHEN (t11.code_12 IS NULL) THEN char(1) ELSE json_quote(t11.code_12) END, '}') AS j
        FROM film_1 AS t11
        WHERE
          t11.is_1 = 1
          AND t11.uid IN (
            SELECT gw_keys.uid
            FROM gw_keys
            WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
          )
        ORDER BY t11.uid
      ) AS s13
    ),
    ',"notEmpty":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_8
      FROM (
        SELECT concat('{"code":', CASE WHEN (t14.code_12 IS NULL) THEN char(1) ELSE json_quote(t14.code_12) END, '}') AS j
        FROM film_1 AS t14
        WHERE t14.is_1 = 1 AND (+t14.code_12 IN (SELECT value FROM json_each(?))) IS NOT 1
        ORDER BY t14.uid
      ) AS s16
    ),
    '}'
  ) AS anon_2
