-- the statement
-- arguments: 1, [1, 2], '061820150400000000000', '062135769600000000000', 0
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"groupByFilm":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s10.j, ','), '') || ']' END AS anon_3
    FROM (
      SELECT
        '{"key":{"kind":' || coalesce(to_json(g9.k0)::text, 'null')
        || '},"grossSum":' || coalesce(CAST(g9.a0 AS text), 'null')
        || ',"releasedMax":' || coalesce(to_json(substr(g9.a1, 22))::text, 'null')
        || ',"__typename":"FilmGroupByResult"}' AS j
      FROM (
        SELECT g2.k0 AS k0, g2.a0 AS a0, g2.a1 AS a1, g2.a2 AS a2, g2.a0 AS o0, g2.k0 AS o1
        FROM (
          SELECT
            t1.kind_19 AS k0, sum(t1.gross_16) AS a0, max(t1.released_17_key || t1.released_17) AS a1, count(*) AS a2
          FROM film_1 AS t1
          WHERE t1.is_1 = 1
          GROUP BY k0
        ) AS g2
        WHERE
          g2.a2 >= $1
          AND (EXISTS (SELECT 1 FROM unnest(CAST($2 AS bigint[])) AS u5(value) WHERE u5.value = g2.a0)) IS NOT true
          OR substr(g2.a1, 1, 21) >= $3 AND substr(g2.a1, 1, 21) <= $4
        ORDER BY g2.a0 DESC NULLS LAST, g2.k0 DESC NULLS LAST, g2.k0 ASC NULLS LAST
        LIMIT 10001
        OFFSET $5
      ) AS g9
      ORDER BY g9.o0 DESC NULLS LAST, g9.o1 DESC NULLS LAST, g9.k0 ASC NULLS LAST
    ) AS s10
  )
  || '}' AS anon_2
