-- the statement
-- arguments: 1.0, 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"groupByFilm":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"key":{"year":' || coalesce(CAST(g5.k0 AS text), 'null')
        || '},"count":' || coalesce(CAST(g5.a0 AS text), 'null')
        || ',"ratingAvg":' || coalesce(to_json(g5.a1)::text, 'null')
        || ',"ratingMax":' || coalesce(to_json(g5.a2)::text, 'null')
        || '}' AS j
      FROM (
        SELECT g3.k0 AS k0, g3.a0 AS a0, g3.a1 AS a1, g3.a2 AS a2, g3.a0 AS o0
        FROM (
          SELECT
            t1.year_14 AS k0,
            count(*) AS a0,
            CAST(avg(t1.rating_15) AS DOUBLE PRECISION) AS a1,
            max(t1.rating_15) AS a2
          FROM film_1 AS t1
          WHERE t1.is_1 = 1 AND t1.rating_15 > $1
          GROUP BY k0
        ) AS g3
        ORDER BY g3.a0 DESC NULLS LAST, g3.k0 ASC NULLS LAST
        LIMIT $2
      ) AS g5
      ORDER BY g5.o0 DESC NULLS LAST, g5.k0 ASC NULLS LAST
    ) AS s6
  )
  || '}' AS anon_2
