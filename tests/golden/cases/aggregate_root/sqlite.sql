-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateFilm":', (
      SELECT concat(
        '{"count":', count(*),
        ',"yearMin":', coalesce(min(t1.year_14), 'null'),
        ',"yearMax":', coalesce(max(t1.year_14), 'null'),
        ',"yearSum":', coalesce(sum(t1.year_14), 'null'),
        ',"yearAvg":', json_quote(avg(t1.year_14)),
        ',"ratingMin":', json_quote(min(t1.rating_15)),
        ',"ratingMax":', json_quote(max(t1.rating_15)),
        ',"ratingSum":', json_quote(sum(t1.rating_15)),
        ',"ratingAvg":', json_quote(avg(t1.rating_15)),
        ',"grossSum":', coalesce(sum(t1.gross_16), 'null'),
        ',"grossMax":', coalesce(max(t1.gross_16), 'null'),
        ',"titleMin":', json_quote(min(t1.title_13)),
        ',"titleMax":', json_quote(max(t1.title_13)),
        ',"releasedMin":', json_quote(substr(min(t1.released_17_key || t1.released_17), 22)),
        ',"releasedMax":', json_quote(substr(max(t1.released_17_key || t1.released_17), 22)),
        ',"noteMin":', json_quote(min(t1.note_21)),
        '}'
      ) AS anon_3
      FROM film_1 AS t1
      WHERE t1.is_1 = 1
    ),
    '}'
  ) AS anon_2
