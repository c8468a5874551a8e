-- the statement
-- arguments: 1, '[1,2]', '061820150400000000000', '062135769600000000000', 0
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"groupByFilm":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s10.j, ','), ']') END AS anon_3
      FROM (
        SELECT concat(
          '{"key":{"kind":', json_quote(g9.k0),
          '},"grossSum":', graphwright_total_text(g9.a0),
          ',"releasedMax":', json_quote(substr(g9.a1, 22)),
          ',"__typename":"FilmGroupByResult"}'
        ) AS j
        FROM (
          SELECT g2.k0 AS k0, g2.a0 AS a0, g2.a1 AS a1, g2.a2 AS a2, g2.a0 AS o0, g2.k0 AS o1
          FROM (
            SELECT
              t1.kind_19 AS k0,
              graphwright_total(sum(t1.gross_16 >> 32), sum(t1.gross_16 & 4294967295)) AS a0,
              max(t1.released_17_key || t1.released_17) AS a1,
              count(*) AS a2
            FROM film_1 AS t1
            WHERE t1.is_1 = 1
            GROUP BY k0
          ) AS g2
          WHERE
            g2.a2 >= ?
            AND (
              EXISTS (
                SELECT 1
                FROM json_each(?) AS u5
                WHERE graphwright_total(u5.value >> 32, u5.value & 4294967295) = g2.a0
              )
            ) IS NOT 1
            OR substr(g2.a1, 1, 21) >= ? AND substr(g2.a1, 1, 21) <= ?
          ORDER BY g2.a0 DESC NULLS LAST, g2.k0 DESC NULLS LAST, g2.k0 ASC NULLS LAST
          LIMIT 10001
          OFFSET ? + 0
        ) AS g9
        ORDER BY g9.o0 DESC NULLS LAST, g9.o1 DESC NULLS LAST, g9.k0 ASC NULLS LAST
      ) AS s10
    ),
    '}'
  ) AS anon_2
