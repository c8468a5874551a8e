-- the statement
-- arguments: 1968, 13, 3, 1968, 3, 3, 2, 2, 1968, 13, 1968, 2
WITH page10 AS MATERIALIZED (
  SELECT s9.u AS u, s9.o0 AS o0
  FROM (
    SELECT s7.u AS u, s7.o0 AS o0
    FROM (
      SELECT t3.uid AS u, t3.year_14 AS o0
      FROM film_1 AS t3
      WHERE t3.is_1 = 1 AND t3.year_14 = ? AND t3.uid < ?
      ORDER BY t3.year_14 ASC NULLS FIRST, t3.uid DESC
      LIMIT ? + 0
    ) AS s7
    UNION ALL
    SELECT s8.u AS u, s8.o0 AS o0
    FROM (
      SELECT t6.uid AS u, t6.year_14 AS o0
      FROM film_1 AS t6
      WHERE t6.is_1 = 1 AND t6.year_14 > ?
      ORDER BY t6.year_14 ASC NULLS FIRST, t6.uid DESC
      LIMIT ? + 0
    ) AS s8
    LIMIT ? + 0
  ) AS s9
),
page12 AS (
  SELECT page10.u AS u, page10.o0 AS o0
  FROM page10
  ORDER BY page10.o0 DESC NULLS LAST, page10.u ASC
  LIMIT ? + 0
  OFFSET CASE WHEN ((SELECT count(*) AS count_1 FROM page10) > ?) THEN 1 ELSE 0 END
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"edges":', (
      SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"cursor":', concat('"', gw_cursor('cb5dc4', page12.u, page12.o0), '"'),
          ',"node":', concat(
            '{"title":', CASE WHEN (t13.title_13 IS NULL) THEN char(1) ELSE json_quote(t13.title_13) END,
            ',"year":', coalesce(t13.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page12 JOIN film_1 AS t13 ON t13.uid = page12.u
        ORDER BY page12.o0 DESC NULLS LAST, page12.u ASC
      ) AS s14
    ),
    ',"pageInfo":', concat(
      '{"hasNextPage":', CASE
        WHEN (
          EXISTS (
            SELECT 1
            FROM (
              SELECT s22.u AS u, s22.o0 AS o0
              FROM (
                SELECT s19.u AS u, s19.o0 AS o0
                FROM (
                  SELECT t16.uid AS u, t16.year_14 AS o0
                  FROM film_1 AS t16
                  WHERE t16.is_1 = 1 AND t16.year_14 = ? AND t16.uid >= ?
                  ORDER BY t16.year_14 DESC NULLS LAST, t16.uid ASC
                  LIMIT 1
                ) AS s19
                UNION ALL
                SELECT s20.u AS u, s20.o0 AS o0
                FROM (
                  SELECT t17.uid AS u, t17.year_14 AS o0
                  FROM film_1 AS t17
                  WHERE t17.is_1 = 1 AND t17.year_14 < ?
                  ORDER BY t17.year_14 DESC NULLS LAST, t17.uid ASC
                  LIMIT 1
                ) AS s20
                UNION ALL
                SELECT s21.u AS u, s21.o0 AS o0
                FROM (
                  SELECT t18.uid AS u, t18.year_14 AS o0
                  FROM film_1 AS t18
                  WHERE t18.is_1 = 1 AND t18.year_14 IS NULL
                  ORDER BY t18.year_14 DESC NULLS LAST, t18.uid ASC
                  LIMIT 1
                ) AS s21
                LIMIT 1
              ) AS s22
            ) AS s23
          )
        ) THEN 'true'
        ELSE 'false'
      END,
      ',"hasPreviousPage":', CASE WHEN ((SELECT count(*) AS count_2 FROM page10) > ?) THEN 'true' ELSE 'false' END,
      ',"startCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page12.u, page12.o0), '"') AS anon_4
          FROM page12
          ORDER BY page12.o0 DESC NULLS LAST, page12.u ASC
          LIMIT 1
        ),
        'null'
      ),
      ',"endCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page12.u, page12.o0), '"') AS anon_5
          FROM page12
          ORDER BY page12.o0 ASC NULLS FIRST, page12.u DESC
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
