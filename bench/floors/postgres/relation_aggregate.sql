-- The films of a genre.
SELECT '{"data":{"aggregateFilm":{"count":' || count(*) || ',"ratingAvg":' || coalesce(to_json(avg(f.rating_8))::text, 'null') || '}}}'
FROM edges_film_genres_24 AS e JOIN film_1 AS f ON f.uid = e.src
WHERE f.is_1 = 1 AND e.dst = (
  SELECT uid FROM gw_keys
  WHERE scope = 31 AND gw_digest = md5(CAST(:name AS text))::uuid AND value = CAST(:name AS text)
);
