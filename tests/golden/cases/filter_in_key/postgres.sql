-- the statement
-- arguments: ['alien', 'lost'], ['alien', 'lost'], [], []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"plain":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54)
            AND (
              gw_keys.gw_digest = ANY (ARRAY(SELECT CAST(md5(gw_u) AS uuid) FROM unnest(CAST($1 AS text[])) AS gw_u))
              AND gw_keys.value = ANY (CAST($1 AS text[]))
            )
        )
      ORDER BY t1.uid
    ) AS s3
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t4.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t4
      WHERE t4.is_1 = 1 AND (t4.code_12 = ANY (CAST($2 AS text[]))) IS NOT true
      ORDER BY t4.uid
    ) AS s6
  )
  || ',"null":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t7.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t7
      WHERE false
      ORDER BY t7.uid
    ) AS s8
  )
  || ',"notNull":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t9
      WHERE t9.is_1 = 1 AND false IS NOT true
      ORDER BY t9.uid
    ) AS s10
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t11.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t11
      WHERE
        t11.is_1 = 1
        AND t11.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54)
            AND (
              gw_keys.gw_digest = ANY (ARRAY(SELECT CAST(md5(gw_u) AS uuid) FROM unnest(CAST($3 AS text[])) AS gw_u))
              AND gw_keys.value = ANY (CAST($3 AS text[]))
            )
        )
      ORDER BY t11.uid
    ) AS s13
  )
  || ',"notEmpty":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t14.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t14.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t14
      WHERE t14.is_1 = 1 AND (t14.code_12 = ANY (CAST($4 AS text[]))) IS NOT true
      ORDER BY t14.uid
    ) AS s16
  )
  || '}' AS anon_2
