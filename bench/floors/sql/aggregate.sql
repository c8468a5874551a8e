-- Half of all films: the index on the tag, then the rows (a scan of the table takes as long).
SELECT concat(
  '{"data":{"aggregateFilm":{"count":', count(*), ',"ratingAvg":', json_quote(avg(f.rating_8)),
  ',"ratingMax":', json_quote(max(f.rating_8)), '}}}'
)
FROM film_1 AS f WHERE f.is_1 = 1 AND f.tag_13 = :tag;
