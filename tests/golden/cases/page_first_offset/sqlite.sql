-- the statement
-- arguments: 2, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"title":', CASE WHEN (t1.title_13 IS NULL) THEN char(1) ELSE json_quote(t1.title_13) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.title_13 ASC NULLS LAST, t1.uid
        LIMIT ? + 0
        OFFSET ? + 0
      ) AS s4
    ),
    '}'
  ) AS anon_2
