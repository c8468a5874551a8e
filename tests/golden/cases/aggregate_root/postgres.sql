-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"aggregateFilm":' || (
    SELECT
      '{"count":' || CAST(count(*) AS text)
      || ',"yearMin":' || coalesce(CAST(min(t1.year_14) AS text), 'null')
      || ',"yearMax":' || coalesce(CAST(max(t1.year_14) AS text), 'null')
      || ',"yearSum":' || coalesce(CAST(sum(t1.year_14) AS text), 'null')
      || ',"yearAvg":' || coalesce(to_json(CAST(avg(t1.year_14) AS double precision))::text, 'null')
      || ',"ratingMin":' || coalesce(to_json(min(t1.rating_15))::text, 'null')
      || ',"ratingMax":' || coalesce(to_json(max(t1.rating_15))::text, 'null')
      || ',"ratingSum":' || coalesce(to_json(sum(t1.rating_15))::text, 'null')
      || ',"ratingAvg":' || coalesce(to_json(CAST(avg(t1.rating_15) AS double precision))::text, 'null')
      || ',"grossSum":' || coalesce(CAST(sum(t1.gross_16) AS text), 'null')
      || ',"grossMax":' || coalesce(CAST(max(t1.gross_16) AS text), 'null')
      || ',"titleMin":' || coalesce(to_json(min(t1.title_13))::text, 'null')
      || ',"titleMax":' || coalesce(to_json(max(t1.title_13))::text, 'null')
      || ',"releasedMin":' || coalesce(to_json(substr(min(t1.released_17_key || t1.released_17), 22))::text, 'null')
      || ',"releasedMax":' || coalesce(to_json(substr(max(t1.released_17_key || t1.released_17), 22))::text, 'null')
      || ',"noteMin":' || coalesce(to_json(min(t1.note_21))::text, 'null')
      || '}' AS anon_3
    FROM film_1 AS t1
    WHERE t1.is_1 = 1
  )
  || '}' AS anon_2
