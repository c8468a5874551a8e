-- Many films of a genre: the order's index, each film checked for the genre.
SELECT concat('{"data":{"queryFilm":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6), ',"year":', coalesce(f.year_7, 'null'),
      ',"rating":', json_quote(f.rating_8), '}'
    ) AS j
    FROM film_1 AS f
    WHERE f.is_1 = 1 AND EXISTS (
      SELECT 1 FROM edges_film_genres_24 AS e
      WHERE e.src = f.uid AND e.dst = (SELECT uid FROM genre_4 WHERE name_23 = :name)
    )
    ORDER BY f.rating_8 DESC NULLS LAST, f.uid LIMIT 20
  )
), ']}}');
