-- the statement
-- arguments: 4, 0
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT -1
        OFFSET ? + 0
      ) AS s3
    ),
    ',"negative":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}') AS j
        FROM film_1 AS t4
        WHERE t4.is_1 = 1
        ORDER BY t4.uid
        LIMIT -1
        OFFSET ? + 0
      ) AS s6
    ),
    '}'
  ) AS anon_2
