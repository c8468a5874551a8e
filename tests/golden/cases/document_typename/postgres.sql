-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"__typename":"Query","queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"__typename":"Film","director":' || coalesce(
          (
            SELECT s4.j
            FROM (
              SELECT '{"__typename":"Person"}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r3
              WHERE r3.uid IS NOT NULL
              LIMIT 1
            ) AS s4
          ),
          'null'
        )
        || ',"genresAggregate":' || '{"__typename":"GenreAggregateResult"}'
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1
      ORDER BY t1.uid
      LIMIT $1
    ) AS s6
  )
  || '}' AS anon_2
