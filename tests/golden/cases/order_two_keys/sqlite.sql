-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"rating":', json_quote(t1.rating_15),
          ',"year":', coalesce(t1.year_14, 'null'),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.rating_15 DESC NULLS LAST, t1.year_14 ASC NULLS LAST, t1.uid
      ) AS s2
    ),
    '}'
  ) AS anon_2
