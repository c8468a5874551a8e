-- The cursor's node is (:rating, :uid). Three seeks in the order's index, each begun when those before it had too little.
WITH page AS MATERIALIZED (
  SELECT * FROM (
    SELECT f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f
    WHERE f.is_1 = 1 AND f.rating_8 = :rating AND f.uid > :uid ORDER BY f.uid LIMIT 51
  )
  UNION ALL
  SELECT * FROM (
    SELECT f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f
    WHERE f.is_1 = 1 AND f.rating_8 < :rating ORDER BY f.rating_8 DESC, f.uid LIMIT 51
  )
  UNION ALL
  SELECT * FROM (
    SELECT f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f
    WHERE f.is_1 = 1 AND f.rating_8 IS NULL ORDER BY f.uid LIMIT 51
  )
  LIMIT 51
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
