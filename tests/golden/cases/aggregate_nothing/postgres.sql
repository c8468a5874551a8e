-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"aggregateFilm":' || (
    SELECT
      '{"count":' || CAST(count(*) AS text)
      || ',"yearMin":' || coalesce(CAST(min(t1.year_14) AS text), 'null')
      || ',"yearSum":' || coalesce(CAST(sum(t1.year_14) AS text), 'null')
      || ',"ratingAvg":' || coalesce(to_json(CAST(avg(t1.rating_15) AS double precision))::text, 'null')
      || ',"titleMax":' || coalesce(to_json(max(t1.title_13))::text, 'null')
      || ',"releasedMin":' || coalesce(to_json(substr(min(t1.released_17_key || t1.released_17), 22))::text, 'null')
      || ',"__typename":"FilmAggregateResult"}' AS anon_3
    FROM film_1 AS t1
    WHERE t1.is_1 = 1 AND t1.year_14 = $1
  )
  || '}' AS anon_2
