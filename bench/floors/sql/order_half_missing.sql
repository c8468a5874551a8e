-- The descending index has missing values last and ties by ascending uid.
SELECT concat('{"data":{"queryFilm":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6), ',"boxOffice":', coalesce(f.boxoffice_11, 'null'), '}'
    ) AS j
    FROM film_1 AS f WHERE f.is_1 = 1
    ORDER BY f.boxoffice_11 DESC NULLS LAST, f.uid LIMIT :first + 0
  )
), ']}}');
