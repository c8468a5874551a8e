-- the statement
-- arguments: 'alien', 1, ['alien', 'west'], 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"a":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid IN (SELECT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = $1)
      ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
      LIMIT $2
    ) AS s5
  )
  || ',"b":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t6.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t6
      WHERE
        t6.is_1 = 1
        AND t6.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54)
            AND (
              gw_keys.gw_digest = ANY (ARRAY(SELECT CAST(md5(gw_u) AS uuid) FROM unnest(CAST($3 AS text[])) AS gw_u))
              AND gw_keys.value = ANY (CAST($3 AS text[]))
            )
        )
      ORDER BY t6.year_14 ASC NULLS LAST, t6.uid
      LIMIT $4
    ) AS s9
  )
  || '}' AS anon_2
