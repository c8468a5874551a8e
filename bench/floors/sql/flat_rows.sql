-- By uid, which is the table's own order.
SELECT concat('{"data":{"queryFilm":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6), ',"year":', coalesce(f.year_7, 'null'),
      ',"rating":', json_quote(f.rating_8), ',"runtime":', coalesce(f.runtime_9, 'null'),
      ',"rated":', json_quote(f.rated_10), '}'
    ) AS j
    FROM film_1 AS f WHERE f.is_1 = 1
    ORDER BY f.uid LIMIT 1000 OFFSET :offset + 0
  )
), ']}}');
