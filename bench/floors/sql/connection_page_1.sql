-- The order's index gives 51 rows: 50 are shown, the last one says that there are more. `gw_cursor` is the product's own.
WITH page AS MATERIALIZED (
  SELECT f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f WHERE f.is_1 = 1
  ORDER BY f.rating_8 DESC NULLS LAST, f.uid LIMIT 51
)
SELECT concat('{"data":{"queryFilmConnection":{"edges":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"cursor":"', gw_cursor('2d5d72', p.uid, p.rating_8), '","node":{"id":', printf('"0x%x"', p.uid),
      ',"title":', json_quote(p.title_6), ',"year":', coalesce(p.year_7, 'null'), ',"rating":', json_quote(p.rating_8), '}}'
    ) AS j
    FROM page AS p LIMIT 50
  )
), '],"pageInfo":{"hasNextPage":', iif((SELECT count(*) FROM page) > 50, 'true', 'false'),
',"endCursor":"', (SELECT gw_cursor('2d5d72', uid, rating_8) FROM page LIMIT 1 OFFSET 49), '"}}}}');
