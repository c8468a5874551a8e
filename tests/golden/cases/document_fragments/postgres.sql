-- the statement
-- arguments: 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
        || ',"born":' || coalesce(CAST(t3.born_24 AS text), 'null')
        || '}' END
        || ',"year":' || coalesce(CAST(t1.year_14 AS text), 'null')
        || '}' AS j
      FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.director_22
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      ORDER BY t1.uid
    ) AS s4
  )
  || '}' AS anon_2
