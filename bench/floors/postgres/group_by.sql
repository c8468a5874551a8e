-- Half of all films by their years: grouped, the twenty largest groups cut off, and only those written.
SELECT '{"data":{"groupByFilm":[' || coalesce((
  SELECT string_agg(
    '{"key":{"year":' || coalesce(year::text, 'null') || '},"count":' || films || ',"ratingAvg":'
      || coalesce(to_json(rating)::text, 'null') || '}', ',' ORDER BY films DESC, year NULLS FIRST
  )
  FROM (
    SELECT f.year_7 AS year, count(*) AS films, avg(f.rating_8) AS rating
    FROM film_1 AS f WHERE f.is_1 = 1 AND left(f.tag_13, 128) = left(:tag, 128) AND f.tag_13 = :tag
    GROUP BY year ORDER BY films DESC, year NULLS FIRST LIMIT 20
  ) AS groups
), '') || ']}}';
