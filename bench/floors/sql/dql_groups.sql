-- Films of five years by the index on the year, grouped.
SELECT concat('{"data":{"q":[{"@groupby":[', (
  SELECT group_concat(concat(
    '{"Film.rated":', json_quote(rated), ',"count":', films, ',"max(Film.rating)":', json_quote(best), '}'
  ), ',')
  FROM (
    SELECT f.rated_10 AS rated, count(*) AS films, max(f.rating_8) AS best
    FROM film_1 AS f WHERE f.year_7 BETWEEN :least AND :most AND f.rated_10 IS NOT NULL
    GROUP BY rated ORDER BY films, rated
  )
), ']}]}}');
