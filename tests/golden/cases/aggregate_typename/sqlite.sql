-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateFilm":', concat('{"__typename":"FilmAggregateResult"}'),
    ',"queryFilm":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END,
          ',"genresAggregate":', concat('{"__typename":"GenreAggregateResult"}'),
          '}'
        ) AS j
        FROM film_1 AS t4
        WHERE t4.is_1 = 1
        ORDER BY t4.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
