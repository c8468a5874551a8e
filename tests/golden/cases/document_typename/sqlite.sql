-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"__typename":"Query","queryFilm":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"__typename":"Film","director":', coalesce(
            (
              SELECT s4.j
              FROM (
                SELECT concat('{"__typename":"Person"}') AS j
                FROM (SELECT t1.director_22 AS uid) AS r3
                WHERE r3.uid IS NOT NULL
                LIMIT 1
              ) AS s4
            ),
            'null'
          ),
          ',"genresAggregate":', concat('{"__typename":"GenreAggregateResult"}'),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT ? + 0
      ) AS s6
    ),
    '}'
  ) AS anon_2
