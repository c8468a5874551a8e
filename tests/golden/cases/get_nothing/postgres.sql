-- the statement
-- arguments: 2457, 4, 0, 'none', []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"nobody":' || coalesce(
    (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = $1
      LIMIT 1
    ),
    'null'
  )
  || ',"other":' || coalesce(
    (
      SELECT
        '{"code":' || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t3
      WHERE t3.is_1 = 1 AND t3.uid = $2
      LIMIT 1
    ),
    'null'
  )
  || ',"beyond":' || coalesce(
    (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE t5.is_1 = 1 AND t5.uid = $3
      LIMIT 1
    ),
    'null'
  )
  || ',"key":' || coalesce(
    (
      SELECT
        '{"code":' || CASE WHEN (t7.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t7
      WHERE
        t7.is_1 = 1
        AND t7.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($4 AS text)) AS uuid) AND gw_keys.value = $4)
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"nothing":' || coalesce(
    (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE t9.is_1 = 1 AND t9.uid = ANY (CAST($5 AS bigint[]))
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
