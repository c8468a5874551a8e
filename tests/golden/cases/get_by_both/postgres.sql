-- the statement
-- arguments: 11, 'alien', 11, 'west'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"same":' || coalesce(
    (
      SELECT
        '{"title":' || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = $1 AND t1.code_12 = $2
      LIMIT 1
    ),
    'null'
  )
  || ',"differing":' || coalesce(
    (
      SELECT
        '{"title":' || CASE WHEN (t4.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t4
      WHERE t4.is_1 = 1 AND t4.uid = $3 AND t4.code_12 = $4
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
