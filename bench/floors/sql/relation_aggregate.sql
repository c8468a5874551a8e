-- All films of a genre, from the genre's side.
SELECT concat('{"data":{"aggregateFilm":', (
  SELECT concat('{"count":', count(*), ',"ratingAvg":', json_quote(avg(f.rating_8)), '}')
  FROM genre_4 AS g CROSS JOIN edges_film_genres_24 AS e ON e.dst = g.uid CROSS JOIN film_1 AS f ON f.uid = e.src
  WHERE g.name_23 = :name AND f.is_1 = 1
), '}}');
