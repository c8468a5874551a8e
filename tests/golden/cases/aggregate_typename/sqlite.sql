-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateFilm":', concat('{"__typename":"FilmAggregateResult"}'),
    ',"queryFilm":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END,
          ',"genresAggregate":', concat('{"__typename":"GenreAggregateResult"}'),
          '}'
        ) AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1
        ORDER BY t5.uid
      ) AS s7
    ),
    '}'
  ) AS anon_2
