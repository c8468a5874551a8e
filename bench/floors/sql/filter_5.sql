-- Few match: the index on the tag finds them, they are sorted. (uid IN: 20 µs; tag_13 = :tag in its place: 48 µs.)
SELECT concat('{"data":{"queryFilm":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6), ',"year":', coalesce(f.year_7, 'null'),
      ',"rating":', json_quote(f.rating_8), '}'
    ) AS j
    FROM film_1 AS f WHERE f.is_1 = 1 AND f.uid IN (SELECT uid FROM film_1 WHERE tag_13 = :tag)
    ORDER BY f.rating_8 DESC NULLS LAST, f.uid LIMIT 20
  )
), ']}}');
