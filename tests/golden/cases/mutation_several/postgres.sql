-- the targets of updateFilm
-- arguments: 'lost'
SELECT t1.uid
FROM film_1 AS t1
WHERE
  t1.is_1 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid
    FROM gw_keys
    WHERE gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
  )
ORDER BY t1.uid

-- the payload of updateFilm
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"film":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"genres":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t4.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_30)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN genre_4 AS t4 ON t4.uid = t3.dst
            WHERE t3.src = t1.uid
            ORDER BY t3.dst
          ) AS s5
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2

-- the targets of deleteGenre
-- arguments: 'noir'
SELECT t1.uid
FROM genre_4 AS t1
WHERE
  t1.is_4 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid
    FROM gw_keys
    WHERE gw_keys.scope IN (55) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
  )
ORDER BY t1.uid

-- the payload of deleteGenre
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"genre":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_30)::text, 'null') END
        || ',"films":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t4.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_12)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN film_1 AS t4 ON t4.uid = t3.src
            WHERE t3.dst = t1.uid
            ORDER BY t3.src
          ) AS s5
        )
        || '}' AS j
      FROM genre_4 AS t1
      WHERE t1.is_4 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2
