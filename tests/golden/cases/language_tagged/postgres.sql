-- the statement
-- arguments: 'de', 'de', 'fr', 4
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT *
      FROM (
        SELECT
          '{"title":'
          || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
          || ',"titleDe":' || coalesce(
            to_json((SELECT t3.value FROM tags_film_title_13 AS t3 WHERE t3.uid = t1.uid AND t3.lang = $1))::text,
            'null'
          )
          || ',"titleShown":' || coalesce(
            to_json(
              coalesce(
                (SELECT t4.value FROM tags_film_title_13 AS t4 WHERE t4.uid = t1.uid AND t4.lang = $2),
                (SELECT t5.value FROM tags_film_title_13 AS t5 WHERE t5.uid = t1.uid AND t5.lang = $3)
              )
            )::text,
            'null'
          )
          || '}' AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT 64
      ) AS bounded
      LIMIT $4
    ) AS s6
  )
  || '}' AS anon_2
