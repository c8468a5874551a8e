-- the statement
-- arguments: 11
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getFilm":' || coalesce(
    (
      SELECT
        '{"id":' || '"0x'
        || to_hex(t1.uid)
        || '"'
        || ',"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"title":'
        || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = $1
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
