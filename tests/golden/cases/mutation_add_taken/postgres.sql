-- the targets of deleteFilm
SELECT t1.uid FROM film_1 AS t1 WHERE t1.is_1 = 1 ORDER BY t1.uid
