-- the statement
-- arguments: 'B', 'B'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1 AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t4 WHERE t4.uid = t1.uid AND t4.value < ?))
        ORDER BY t1.uid
      ) AS s5
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}') AS j
        FROM film_1 AS t6
        WHERE
          t6.is_1 = 1
          AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t8 WHERE t8.uid = t6.uid AND t8.value < ?)) IS NOT 1
        ORDER BY t6.uid
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
    '}'
  ) AS anon_2
