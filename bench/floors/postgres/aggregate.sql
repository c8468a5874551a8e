-- Half of all films.
SELECT '{"data":{"aggregateFilm":{"count":' || count(*) || ',"ratingAvg":' || coalesce(to_json(avg(f.rating_8))::text, 'null')
  || ',"ratingMax":' || coalesce(to_json(max(f.rating_8))::text, 'null') || '}}}'
FROM film_1 AS f WHERE f.is_1 = 1 AND left(f.tag_13, 128) = left(:tag, 128) AND f.tag_13 = :tag;
