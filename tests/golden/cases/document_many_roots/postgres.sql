-- the statement
-- arguments: 'lost'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryGenre":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_30)::text, 'null') END
        || '}' AS j
      FROM genre_4 AS t1
      WHERE t1.is_4 = 1
      ORDER BY t1.uid
    ) AS s2
  )
  || ',"aggregatePerson":'
  || (SELECT '{"count":' || CAST(count(*) AS text) || '}' AS anon_4 FROM person_2 AS t3 WHERE t3.is_2 = 1)
  || ',"getFilm":' || coalesce(
    (
      SELECT
        '{"title":' || CASE WHEN (t4.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t4
      WHERE
        t4.is_1 = 1
        AND t4.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
