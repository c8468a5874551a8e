-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"aggregateFilm":' || '{"__typename":"FilmAggregateResult"}'
  || ',"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
        || ',"genresAggregate":' || '{"__typename":"GenreAggregateResult"}'
        || '}' AS j
      FROM film_1 AS t3
      WHERE t3.is_1 = 1
      ORDER BY t3.uid
    ) AS s5
  )
  || '}' AS anon_2
