-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"__typename":"Query","queryFilm":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"__typename":"Film","director":',
          CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE concat('{"__typename":"Person"}') END,
          ',"genresAggregate":', concat('{"__typename":"GenreAggregateResult"}'),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT ? + 0
      ) AS s4
    ),
    '}'
  ) AS anon_2
