-- the statement
-- arguments: 1979, 11, 1968, 1968, 1968, 1968, 13, 50, 1979, 1968, 1968, 1968, 1968, 13, 50, 50
WITH page12 AS MATERIALIZED (
  SELECT s11.u AS u, s11.o0 AS o0
  FROM (
    SELECT s9.u AS u, s9.o0 AS o0
    FROM (
      SELECT t3.uid AS u, t3.year_14 AS o0
      FROM film_1 AS t3
      WHERE
        t3.is_1 = 1
        AND t3.year_14 = ?
        AND t3.uid > ?
        AND t3.year_14 >= ?
        AND (
          t3.year_14 > ?
          OR t3.year_14 IS NOT NULL AND (CAST(? AS BIGINT) IS NOT NULL) IS NOT 1
          OR t3.year_14 IS ? AND t3.uid < ?
        )
      ORDER BY t3.year_14 DESC NULLS LAST, t3.uid ASC
      LIMIT ? + 0
    ) AS s9
    UNION ALL
    SELECT s10.u AS u, s10.o0 AS o0
    FROM (
      SELECT t8.uid AS u, t8.year_14 AS o0
      FROM film_1 AS t8
      WHERE
        t8.is_1 = 1
        AND t8.year_14 < ?
        AND t8.year_14 >= ?
        AND (
          t8.year_14 > ?
          OR t8.year_14 IS NOT NULL AND (CAST(? AS BIGINT) IS NOT NULL) IS NOT 1
          OR t8.year_14 IS ? AND t8.uid < ?
        )
      ORDER BY t8.year_14 DESC NULLS LAST, t8.uid ASC
      LIMIT ? + 0
    ) AS s10
    LIMIT ? + 0
  ) AS s11
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"edges":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"node":',
          concat('{"title":', CASE WHEN (t13.title_13 IS NULL) THEN char(1) ELSE json_quote(t13.title_13) END, '}'),
          '}'
        ) AS j
        FROM page12 JOIN film_1 AS t13 ON t13.uid = page12.u
        ORDER BY page12.o0 DESC NULLS LAST, page12.u ASC
      ) AS s14
    ),
    '}'
  ),
  '}'
) AS anon_2
