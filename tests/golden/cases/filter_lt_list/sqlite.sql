-- the statement
-- arguments: 'B', 'B'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"plain":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1 AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t3 WHERE t3.uid = t1.uid AND t3.value < ?))
        ORDER BY t1.uid
      ) AS s4
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE
          t5.is_1 = 1
          AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t7 WHERE t7.uid = t5.uid AND t7.value < ?)) IS NOT 1
        ORDER BY t5.uid
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
    '}'
  ) AS anon_2
