-- the statement
-- arguments: 14, 3, 2, 2, 14
WITH page6 AS MATERIALIZED (
  SELECT t3.uid AS u, t3.year_14 AS o0
  FROM film_1 AS t3
  WHERE t3.is_1 = 1 AND t3.year_14 IS NULL AND t3.uid > ?
  ORDER BY t3.year_14 DESC NULLS LAST, t3.uid ASC
  LIMIT ? + 0
),
page8 AS (
  SELECT page6.u AS u, page6.o0 AS o0 FROM page6 ORDER BY page6.o0 DESC NULLS LAST, page6.u ASC LIMIT ? + 0
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"edges":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"cursor":', concat('"', gw_cursor('cb5dc4', page8.u, page8.o0), '"'),
          ',"node":', concat(
            '{"title":', CASE WHEN (t9.title_13 IS NULL) THEN char(1) ELSE json_quote(t9.title_13) END,
            ',"year":', coalesce(t9.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page8 JOIN film_1 AS t9 ON t9.uid = page8.u
        ORDER BY page8.o0 DESC NULLS LAST, page8.u ASC
      ) AS s10
    ),
    ',"pageInfo":', concat(
      '{"hasNextPage":', CASE WHEN ((SELECT count(*) AS count_1 FROM page6) > ?) THEN 'true' ELSE 'false' END,
      ',"hasPreviousPage":', CASE
        WHEN (
          EXISTS (
            SELECT 1
            FROM (
              SELECT s16.u AS u, s16.o0 AS o0
              FROM (
                SELECT s14.u AS u, s14.o0 AS o0
                FROM (
                  SELECT t12.uid AS u, t12.year_14 AS o0
                  FROM film_1 AS t12
                  WHERE t12.is_1 = 1 AND t12.year_14 IS NULL AND t12.uid <= ?
                  ORDER BY t12.year_14 ASC NULLS FIRST, t12.uid DESC
                  LIMIT 1
                ) AS s14
                UNION ALL
                SELECT s15.u AS u, s15.o0 AS o0
                FROM (
                  SELECT t13.uid AS u, t13.year_14 AS o0
                  FROM film_1 AS t13
                  WHERE t13.is_1 = 1 AND t13.year_14 IS NOT NULL
                  ORDER BY t13.year_14 ASC NULLS FIRST, t13.uid DESC
                  LIMIT 1
                ) AS s15
                LIMIT 1
              ) AS s16
            ) AS s17
          )
        ) THEN 'true'
        ELSE 'false'
      END,
      ',"startCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page8.u, page8.o0), '"') AS anon_4
          FROM page8
          ORDER BY page8.o0 DESC NULLS LAST, page8.u ASC
          LIMIT 1
        ),
        'null'
      ),
      ',"endCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page8.u, page8.o0), '"') AS anon_5
          FROM page8
          ORDER BY page8.o0 ASC NULLS FIRST, page8.u DESC
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
