-- Few films: the person by key, backwards along the director's index, sorted.
SELECT concat('{"data":{"queryFilm":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6), ',"year":', coalesce(f.year_7, 'null'),
      ',"rating":', json_quote(f.rating_8), '}'
    ) AS j
    FROM gw_keys AS k CROSS JOIN film_1 AS f ON f.director_14 = k.uid
    WHERE k.scope = 30 AND k.value = :key AND f.is_1 = 1
    ORDER BY f.rating_8 DESC NULLS LAST, f.uid LIMIT 20
  )
), ']}}');
