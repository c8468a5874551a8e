-- the statement
-- arguments: refused, '[11]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"wrong":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT u3.value FROM json_each(?) AS u3)
        ORDER BY t1.uid
      ) AS s4
    ),
    ',"right":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1 AND t5.uid IN (SELECT u7.value FROM json_each(?) AS u7)
        ORDER BY t5.uid
      ) AS s8
    ),
    '}'
  ) AS anon_2
