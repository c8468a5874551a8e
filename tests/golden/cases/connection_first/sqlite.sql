-- the statement
-- arguments: 3, 2, 2
WITH page3 AS MATERIALIZED (
  SELECT t2.uid AS u, t2.year_14 AS o0
  FROM film_1 AS t2
  WHERE t2.is_1 = 1
  ORDER BY t2.year_14 DESC NULLS LAST, t2.uid ASC
  LIMIT ? + 0
),
page5 AS (
  SELECT page3.u AS u, page3.o0 AS o0 FROM page3 ORDER BY page3.o0 DESC NULLS LAST, page3.u ASC LIMIT ? + 0
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"edges":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"cursor":', concat('"', gw_cursor('cb5dc4', page5.u, page5.o0), '"'),
          ',"node":', concat(
            '{"title":', CASE WHEN (t6.title_13 IS NULL) THEN char(1) ELSE json_quote(t6.title_13) END,
            ',"year":', coalesce(t6.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page5 JOIN film_1 AS t6 ON t6.uid = page5.u
        ORDER BY page5.o0 DESC NULLS LAST, page5.u ASC
      ) AS s7
    ),
    ',"pageInfo":', concat(
      '{"hasNextPage":', CASE WHEN ((SELECT count(*) AS count_1 FROM page3) > ?) THEN 'true' ELSE 'false' END,
      ',"hasPreviousPage":', CASE WHEN 0 = 1 THEN 'true' ELSE 'false' END,
      ',"startCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page5.u, page5.o0), '"') AS anon_4
          FROM page5
          ORDER BY page5.o0 DESC NULLS LAST, page5.u ASC
          LIMIT 1
        ),
        'null'
      ),
      ',"endCursor":', coalesce(
        (
          SELECT concat('"', gw_cursor('cb5dc4', page5.u, page5.o0), '"') AS anon_5
          FROM page5
          ORDER BY page5.o0 ASC NULLS FIRST, page5.u DESC
          LIMIT 1
        ),
        'null'
      ),
      '}'
    ),
    ',"totalCount":',
    (SELECT count(*) AS count_2 FROM (SELECT t8.uid AS uid FROM film_1 AS t8 WHERE t8.is_1 = 1) AS s9),
    '}'
  ),
  '}'
) AS anon_2
