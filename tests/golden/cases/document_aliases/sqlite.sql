-- the statement
-- arguments: 1, 1, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"films":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"a":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"b":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', coalesce(
            (
              SELECT s5.j
              FROM (
                SELECT concat('{"n":', CASE WHEN (t4.name_23 IS NULL) THEN char(1) ELSE json_quote(t4.name_23) END, '}') AS j
                FROM (SELECT t1.director_22 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
                WHERE r3.uid IS NOT NULL
                LIMIT 1
              ) AS s5
            ),
            'null'
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT ? + 0
      ) AS s6
    ),
    ',"others":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM film_1 AS t7
        WHERE t7.is_1 = 1
        ORDER BY t7.uid
        LIMIT ? + 0
        OFFSET ? + 0
      ) AS s10
    ),
    '}'
  ) AS anon_2
