-- the statement
-- arguments: 1977, 'Lost Film', 16, 2, 1977, 'Lost Film', 2, 1977, 'Lost Film', 2, 1977, 2, 2, 2
WITH page17 AS MATERIALIZED (
  SELECT s16.u AS u, s16.o0 AS o0, s16.o1 AS o1
  FROM (
    SELECT s11.u AS u, s11.o0 AS o0, s11.o1 AS o1
    FROM (
      SELECT t3.uid AS u, t3.year_14 AS o0, t3.title_13 AS o1
      FROM film_1 AS t3
      WHERE t3.is_1 = 1 AND t3.year_14 = ? AND t3.title_13 IS ? AND t3.uid > ?
      ORDER BY t3.year_14 DESC NULLS LAST, t3.title_13 ASC NULLS LAST, t3.uid ASC
      LIMIT ? + 0
    ) AS s11
    UNION ALL
    SELECT s12.u AS u, s12.o0 AS o0, s12.o1 AS o1
    FROM (
      SELECT t7.uid AS u, t7.year_14 AS o0, t7.title_13 AS o1
      FROM film_1 AS t7
      WHERE t7.is_1 = 1 AND t7.year_14 = ? AND t7.title_13 > ?
      ORDER BY t7.year_14 DESC NULLS LAST, t7.title_13 ASC NULLS LAST, t7.uid ASC
      LIMIT ? + 0
    ) AS s12
    UNION ALL
    SELECT s13.u AS u, s13.o0 AS o0, s13.o1 AS o1
    FROM (
      SELECT t8.uid AS u, t8.year_14 AS o0, t8.title_13 AS o1
      FROM film_1 AS t8
      WHERE t8.is_1 = 1 AND t8.year_14 = ? AND t8.title_13 IS NULL AND CAST(? AS TEXT) IS NOT NULL
      ORDER BY t8.year_14 DESC NULLS LAST, t8.title_13 ASC NULLS LAST, t8.uid ASC
      LIMIT ? + 0
    ) AS s13
    UNION ALL
    SELECT s14.u AS u, s14.o0 AS o0, s14.o1 AS o1
    FROM (
      SELECT t9.uid AS u, t9.year_14 AS o0, t9.title_13 AS o1
      FROM film_1 AS t9
      WHERE t9.is_1 = 1 AND t9.year_14 < ?
      ORDER BY t9.year_14 DESC NULLS LAST, t9.title_13 ASC NULLS LAST, t9.uid ASC
      LIMIT ? + 0
    ) AS s14
    UNION ALL
    SELECT s15.u AS u, s15.o0 AS o0, s15.o1 AS o1
    FROM (
      SELECT t10.uid AS u, t10.year_14 AS o0, t10.title_13 AS o1
      FROM film_1 AS t10
      WHERE t10.is_1 = 1 AND t10.year_14 IS NULL
      ORDER BY t10.year_14 DESC NULLS LAST, t10.title_13 ASC NULLS LAST, t10.uid ASC
      LIMIT ? + 0
    ) AS s15
    LIMIT ? + 0
  ) AS s16
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"edges":', (
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"node":', concat(
            '{"title":', CASE WHEN (t18.title_13 IS NULL) THEN char(1) ELSE json_quote(t18.title_13) END,
            ',"year":', coalesce(t18.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page17 JOIN film_1 AS t18 ON t18.uid = page17.u
        ORDER BY page17.o0 DESC NULLS LAST, page17.o1 ASC NULLS LAST, page17.u ASC
      ) AS s19
    ),
    '}'
  ),
  '}'
) AS anon_2
