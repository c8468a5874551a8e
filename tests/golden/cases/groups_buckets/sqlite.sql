-- the statement
-- arguments: 'Europe/Berlin'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"local":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s5.j, ','), ']') END AS anon_3
      FROM (
        SELECT concat('{"key":{"released":', json_quote(substr(g4.k0, 22)), '},"count":', coalesce(g4.a0, 'null'), '}') AS j
        FROM (
          SELECT g3.k0 AS k0, g3.a0 AS a0
          FROM (
            SELECT graphwright_period('month', ?, t1.released_17_key) AS k0, count(*) AS a0
            FROM film_1 AS t1
            WHERE t1.is_1 = 1
            GROUP BY k0
          ) AS g3
          ORDER BY g3.k0 ASC NULLS LAST
          LIMIT 10001
        ) AS g4
        ORDER BY g4.k0 ASC NULLS LAST
      ) AS s5
    ),
    ',"utc":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s9.j, ','), ']') END AS anon_4
      FROM (
        SELECT concat('{"key":{"released":', json_quote(g8.k0), '},"count":', coalesce(g8.a0, 'null'), '}') AS j
        FROM (
          SELECT g7.k0 AS k0, g7.a0 AS a0
          FROM (
            SELECT
              strftime('%Y-', substr(t6.released_17_key, 1, 12) - 62135769600, 'unixepoch')
              || printf(
                '%02d', (strftime('%m', substr(t6.released_17_key, 1, 12) - 62135769600, 'unixepoch') - 1) / 3 * 3 + 1
              )
              || '-01T00:00:00Z' AS k0,
              count(*) AS a0
            FROM film_1 AS t6
            WHERE t6.is_1 = 1
            GROUP BY k0
          ) AS g7
          ORDER BY g7.k0 ASC NULLS LAST
          LIMIT 10001
        ) AS g8
        ORDER BY g8.k0 ASC NULLS LAST
      ) AS s9
    ),
    ',"instants":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s13.j, ','), ']') END AS anon_5
      FROM (
        SELECT concat(
          '{"key":{"released":', json_quote(g12.t0), '},"releasedMin":', json_quote(substr(g12.a0, 22)), '}'
        ) AS j
        FROM (
          SELECT g11.k0 AS k0, g11.t0 AS t0, g11.a0 AS a0
          FROM (
            SELECT
              t10.released_17_key AS k0, min(t10.released_17) AS t0, min(t10.released_17_key || t10.released_17) AS a0
            FROM film_1 AS t10
            WHERE t10.is_1 = 1
            GROUP BY k0
          ) AS g11
          ORDER BY g11.k0 ASC NULLS LAST
          LIMIT 10001
        ) AS g12
        ORDER BY g12.k0 ASC NULLS LAST
      ) AS s13
    ),
    '}'
  ) AS anon_2
