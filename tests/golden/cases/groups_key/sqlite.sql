-- the statement
-- arguments: 1.0, 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"groupByFilm":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"key":{"year":', coalesce(g6.k0, 'null'),
          '},"count":', coalesce(g6.a0, 'null'),
          ',"ratingAvg":', json_quote(g6.a1),
          ',"ratingMax":', json_quote(g6.a2),
          '}'
        ) AS j
        FROM (
          SELECT g4.k0 AS k0, g4.a0 AS a0, g4.a1 AS a1, g4.a2 AS a2, g4.a0 AS o0
          FROM (
            SELECT t1.year_14 AS k0, count(*) AS a0, CAST(avg(t1.rating_15) AS DOUBLE) AS a1, max(t1.rating_15) AS a2
            FROM film_1 AS t1
            WHERE t1.is_1 = 1 AND t1.rating_15 > ?
            GROUP BY k0
          ) AS g4
          ORDER BY g4.a0 DESC NULLS LAST, g4.k0 ASC NULLS LAST
          LIMIT ? + 0
        ) AS g6
        ORDER BY g6.o0 DESC NULLS LAST, g6.k0 ASC NULLS LAST
      ) AS s7
    ),
    '}'
  ) AS anon_2
