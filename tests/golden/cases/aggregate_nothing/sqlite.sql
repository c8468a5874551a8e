-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateFilm":', (
      SELECT concat(
        '{"count":', count(*),
        ',"yearMin":', coalesce(min(t1.year_14), 'null'),
        ',"yearSum":', coalesce(sum(t1.year_14), 'null'),
        ',"ratingAvg":', json_quote(avg(t1.rating_15)),
        ',"titleMax":', json_quote(max(t1.title_13)),
        ',"releasedMin":', json_quote(substr(min(t1.released_17_key || t1.released_17), 22)),
        ',"__typename":"FilmAggregateResult"}'
      ) AS anon_3
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.year_14 = ?
    ),
    '}'
  ) AS anon_2
