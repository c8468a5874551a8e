-- Films of five years by the index on the year, grouped.
SELECT '{"data":{"q":[{"@groupby":[' || (
  SELECT string_agg(
    '{"Film.rated":' || to_json(rated)::text || ',"count":' || films || ',"max(Film.rating)":' || to_json(best)::text || '}',
    ',' ORDER BY films, rated
  )
  FROM (
    SELECT f.rated_10 AS rated, count(*) AS films, max(f.rating_8) AS best
    FROM film_1 AS f WHERE f.year_7 BETWEEN :least AND :most AND f.rated_10 IS NOT NULL
    GROUP BY rated
  ) AS groups
) || ']}]}}';
