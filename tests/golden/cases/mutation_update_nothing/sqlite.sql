-- the targets of updateFilm
-- arguments: 3000
SELECT t1.uid FROM film_1 AS t1 WHERE t1.is_1 = 1 AND t1.year_14 > ? ORDER BY t1.uid

-- the payload of updateFilm
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"film":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2
