-- the payload of nodes
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"genre":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_30 IS NULL) THEN char(1) ELSE json_quote(t1.name_30) END,
          ',"films":', (
            SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t5 LEFT OUTER JOIN film_1 AS t6 ON t6.uid = t5.src
              WHERE t5.dst = t1.uid AND t6.code_12 IS NOT NULL
              ORDER BY t5.src
            ) AS s7
          ),
          '}'
        ) AS j
        FROM genre_4 AS t1
        WHERE
          t1.is_4 = 1
          AND t1.uid IN (SELECT value FROM json_each(?))
          AND t1.name_30 IS NOT NULL
          AND (
            EXISTS (
              SELECT 1
              FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN film_1 AS t4 ON t4.uid = t3.src
              WHERE t3.dst = t1.uid AND t4.code_12 IS NOT NULL
            )
          )
        ORDER BY t1.uid
      ) AS s8
    ),
    '}'
  ) AS anon_2

-- the payload of whole
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"genre":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_30 IS NULL) THEN char(1) ELSE json_quote(t1.name_30) END,
          ',"films":', (
            SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t5 LEFT OUTER JOIN film_1 AS t6 ON t6.uid = t5.src
              WHERE t5.dst = t1.uid AND t6.code_12 IS NOT NULL
              ORDER BY t5.src
            ) AS s7
          ),
          '}'
        ) AS j
        FROM genre_4 AS t1
        WHERE
          t1.is_4 = 1
          AND t1.uid IN (SELECT value FROM json_each(?))
          AND t1.name_30 IS NOT NULL
          AND (
            EXISTS (
              SELECT 1
              FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN film_1 AS t4 ON t4.uid = t3.src
              WHERE t3.dst = t1.uid AND t4.code_12 IS NOT NULL
            )
          )
        ORDER BY t1.uid
      ) AS s8
    ),
    '}'
  ) AS anon_2
