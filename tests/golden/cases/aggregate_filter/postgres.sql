-- the statement
-- arguments: ['alien', 'once'], 1970
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"aggregateFilm":' || (
    SELECT
      '{"count":' || CAST(count(*) AS text)
      || ',"ratingAvg":' || coalesce(to_json(CAST(avg(t1.rating_15) AS double precision))::text, 'null')
      || '}' AS anon_3
    FROM film_1 AS t1
    WHERE
      t1.is_1 = 1
      AND t1.uid IN (
        SELECT DISTINCT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ANY (CAST($1 AS text[]))
      )
      AND (t1.year_14 > $2) IS NOT true
  )
  || '}' AS anon_2
