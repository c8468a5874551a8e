-- the statement
-- arguments: 'alien', 'lost', 1968
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT d8.uid
          FROM (
            SELECT t2.uid AS uid
            FROM tokens_term_film_title_13 AS t2
            WHERE t2.token = $1
            UNION
            SELECT d7.uid AS uid
            FROM (
              SELECT gw_keys.uid AS uid
              FROM gw_keys
              WHERE
                gw_keys.scope IN (54)
                AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
              UNION
              SELECT t5.uid AS uid
              FROM film_1 AS t5
              WHERE t5.year_14 = $3
            ) AS d7
          ) AS d8
        )
      ORDER BY t1.uid
    ) AS s9
  )
  || '}' AS anon_2
