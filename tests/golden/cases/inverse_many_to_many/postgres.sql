-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t4.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_30)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t3 LEFT OUTER JOIN genre_4 AS t4 ON t4.uid = t3.dst
            WHERE t3.src = t1.uid
            ORDER BY t3.dst
          ) AS s5
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t2 WHERE t2.src = t1.uid))
      ORDER BY t1.uid
    ) AS s6
  )
  || ',"queryGenre":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t7.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.name_30)::text, 'null') END
        || ',"films":' || (
          SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_6
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t8 LEFT OUTER JOIN film_1 AS t9 ON t9.uid = t8.src
            WHERE t8.dst = t7.uid
            ORDER BY t8.src
          ) AS s10
        )
        || '}' AS j
      FROM genre_4 AS t7
      WHERE t7.is_4 = 1
      ORDER BY t7.uid
    ) AS s11
  )
  || '}' AS anon_2
