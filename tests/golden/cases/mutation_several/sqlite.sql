-- the targets of updateFilm
-- arguments: 'lost'
SELECT t1.uid
FROM film_1 AS t1
WHERE t1.is_1 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
ORDER BY t1.uid

-- the payload of updateFilm
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"film":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"genres":', (
            SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t4.name_30 IS NULL) THEN char(1) ELSE json_quote(t4.name_30) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN genre_4 AS t4 ON t4.uid = t3.dst
              WHERE t3.src = t1.uid
              ORDER BY t3.dst
            ) AS s5
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2

-- the targets of deleteGenre
-- arguments: 'noir'
SELECT t1.uid
FROM genre_4 AS t1
WHERE t1.is_4 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (55) AND gw_keys.value = ?)
ORDER BY t1.uid

-- the payload of deleteGenre
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"genre":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_30 IS NULL) THEN char(1) ELSE json_quote(t1.name_30) END,
          ',"films":', (
            SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN film_1 AS t4 ON t4.uid = t3.src
              WHERE t3.dst = t1.uid
              ORDER BY t3.src
            ) AS s5
          ),
          '}'
        ) AS j
        FROM genre_4 AS t1
        WHERE t1.is_4 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
