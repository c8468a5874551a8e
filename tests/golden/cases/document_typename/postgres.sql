-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"__typename":"Query","queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT *
      FROM (
        SELECT
          '{"__typename":"Film","director":'
          || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"__typename":"Person"}' END
          || ',"genresAggregate":' || '{"__typename":"GenreAggregateResult"}'
          || '}' AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT 64
      ) AS bounded
      LIMIT $1
    ) AS s4
  )
  || '}' AS anon_2
