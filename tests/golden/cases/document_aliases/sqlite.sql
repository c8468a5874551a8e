-- the statement
-- arguments: 1, 1, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"films":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"a":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"b":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', CASE
            WHEN (t1.director_22 IS NULL) THEN 'null'
            ELSE concat('{"n":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END, '}')
          END,
          '}'
        ) AS j
        FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.director_22
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT ? + 0
      ) AS s4
    ),
    ',"others":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1
        ORDER BY t5.uid
        LIMIT ? + 0
        OFFSET ? + 0
      ) AS s8
    ),
    '}'
  ) AS anon_2
