-- the statement
-- arguments: '["alien","once"]', 1970
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateFilm":', (
      SELECT concat('{"count":', count(*), ',"ratingAvg":', json_quote(avg(t1.rating_15)), '}') AS anon_3
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT DISTINCT t2.uid
          FROM tokens_term_film_title_13 AS t2
          WHERE t2.token IN (SELECT value FROM json_each(?))
        )
        AND (+t1.year_14 > ?) IS NOT 1
    ),
    '}'
  ) AS anon_2
