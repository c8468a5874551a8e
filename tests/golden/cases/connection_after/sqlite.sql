-- the statement
-- arguments: 1979, 11, 3, 1979, 3, 3, 3, 2, 2, 1979, 11, 1979
WITH page12 AS MATERIALIZED (
  SELECT s11.u AS u, s11.o0 AS o0
  FROM (
    SELECT s8.u AS u, s8.o0 AS o0
    FROM (
      SELECT t3.uid AS u, t3.year_14 AS o0
      FROM film_1 AS t3
      WHERE t3.is_1 = 1 AND t3.year_14 = ? AND t3.uid > ?
      ORDER BY t3.year_14 DESC NULLS LAST, t3.uid ASC
      LIMIT ? + 0
    ) AS s8
    UNION ALL
    SELECT s9.u AS u, s9.o0 AS o0
    FROM (
      SELECT t6.uid AS u, t6.year_14 AS o0
      FROM film_1 AS t6
      WHERE t6.is_1 = 1 AND t6.year_14 < ?
      ORDER BY t6.year_14 DESC NULLS LAST, t6.uid ASC
      LIMIT ? + 0
    ) AS s9
    UNION ALL
    SELECT s10.u AS u, s10.o0 AS o0
    FROM (
      SELECT t7.uid AS u, t7.year_14 AS o0
      FROM film_1 AS t7
      WHERE t7.is_1 = 1 AND t7.year_14 IS NULL
      ORDER BY t7.year_14 DESC NULLS LAST, t7.uid ASC
      LIMIT ? + 0
    ) AS s10
    LIMIT ? + 0
  ) AS s11
),
page14 AS (
  SELECT page12.u AS u, page12.o0 AS o0 FROM page12 ORDER BY page12.o0 DESC NULLS LAST, page12.u ASC LIMIT ? + 0
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"edges":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"cursor":', concat('"', gw_cursor('cb5dc4', page14.u, page14.o0), '"'),
          ',"node":', concat(
            '{"title":', CASE WHEN (t15.title_13 IS NULL) THEN char(1) ELSE json_quote(t15.title_13) END,
            ',"year":', coalesce(t15.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page14 JOIN film_1 AS t15 ON t15.uid = page14.u
        ORDER BY page14.o0 DESC NULLS LAST, page14.u ASC
      ) AS s16
    ),
    ',"pageInfo":', concat(
      '{"hasNextPage":', CASE WHEN ((SELECT count(*) AS count_1 FROM page12) > ?) THEN 'true' ELSE 'false' END,
      ',"hasPreviousPage":', CASE
        WHEN (
          EXISTS (
            SELECT 1
            FROM (
              SELECT s22.u AS u, s22.o0 AS o0
              FROM (
                SELECT s20.u AS u, s20.o0 AS o0
                FROM (
                  SELECT t18.uid AS u, t18.year_14 AS o0
                  FROM film_1 AS t18
                  WHERE t18.is_1 = 1 AND t18.year_14 = ? AND t18.uid <= ?
                  ORDER BY t18.year_14 ASC NULLS FIRST, t18.uid DESC
                  LIMIT 1
                ) AS s20
                UNION ALL
                SELECT s21.u AS u, s21.o0 AS o0
                FROM (
                  SELECT t19.uid AS u, t19.year_14 AS o0
                  FROM film_1 AS t19
                  WHERE t19.is_1 = 1 AND t19.year_14 > ?
                  ORDER BY t19.year_14 ASC NULLS FIRST, t19.uid DESC
                  LIMIT 1
                ) AS s21
                LIMIT 1
              ) AS s22
            ) AS s23
          )
        ) THEN 'true'
        ELSE 'false'
      END,
      ',"startCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page14.u, page14.o0), '"') AS anon_4
          FROM page14
          ORDER BY page14.o0 DESC NULLS LAST, page14.u ASC
          LIMIT 1
        ),
        'null'
      ),
      ',"endCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page14.u, page14.o0), '"') AS anon_5
          FROM page14
          ORDER BY page14.o0 ASC NULLS FIRST, page14.u DESC
          LIMIT 1
        ),
        'null'
      ),
      '}'
    ),
    '}'
  ),
  '}'
) AS anon_2
