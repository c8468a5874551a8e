-- Half of all films by their years: grouped, the twenty largest groups cut off, and only those written.
SELECT concat('{"data":{"groupByFilm":[', (
  SELECT group_concat(concat(
    '{"key":{"year":', coalesce(year, 'null'), '},"count":', films, ',"ratingAvg":', json_quote(rating), '}'
  ), ',')
  FROM (
    SELECT f.year_7 AS year, count(*) AS films, avg(f.rating_8) AS rating
    FROM film_1 AS f WHERE f.is_1 = 1 AND f.tag_13 = :tag
    GROUP BY year ORDER BY films DESC, year LIMIT 20
  )
), ']}}');
