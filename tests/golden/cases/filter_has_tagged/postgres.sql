-- the statement
-- arguments: 'de', 'de'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"tagged":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND (SELECT t2.value FROM tags_film_title_13 AS t2 WHERE t2.uid = t1.uid AND t2.lang = $1) IS NOT NULL
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
      WHERE
        t4.is_1 = 1
        AND (
          (SELECT t5.value FROM tags_film_title_13 AS t5 WHERE t5.uid = t4.uid AND t5.lang = $2) IS NOT NULL
        ) IS NOT true
      ORDER BY t4.uid
    ) AS s6
  )
  || '}' AS anon_2
