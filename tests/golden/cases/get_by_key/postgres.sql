-- the statement
-- arguments: 'alien', 'western'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getFilm":' || coalesce(
    (
      SELECT
        '{"id":' || '"0x'
        || to_hex(t1.uid)
        || '"'
        || ',"title":'
        || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"getGenre":' || coalesce(
    (
      SELECT
        '{"name":' || CASE WHEN (t3.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_30)::text, 'null') END
        || '}' AS j
      FROM genre_4 AS t3
      WHERE
        t3.is_4 = 1
        AND t3.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (55) AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
