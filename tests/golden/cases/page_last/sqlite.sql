-- the statement
-- arguments: 2, 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT s3.j AS j
        FROM (
          SELECT
            concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j,
            t1.uid AS u
          FROM film_1 AS t1
          WHERE t1.is_1 = 1
          ORDER BY t1.uid DESC
          LIMIT ? + 0
        ) AS s3
        ORDER BY s3.u
      ) AS s4
    ),
    ',"before":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
      FROM (
        SELECT s7.j AS j
        FROM (
          SELECT
            concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j,
            t5.uid AS u
          FROM film_1 AS t5
          WHERE t5.is_1 = 1
          ORDER BY t5.uid DESC
          LIMIT ? + 0
        ) AS s7
        ORDER BY s7.u
      ) AS s8
    ),
    '}'
  ) AS anon_2
