-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"aliases":' || (
          SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT coalesce(to_json(t2.value)::text, 'null') AS j
            FROM list_film_aliases_43 AS t2
            WHERE t2.uid = t1.uid
            ORDER BY t2.value
          ) AS s3
        )
        || ',"scores":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT coalesce(CAST(t4.value AS text), 'null') AS j
            FROM list_film_scores_44 AS t4
            WHERE t4.uid = t1.uid
            ORDER BY t4.value
          ) AS s5
        )
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_6
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t7.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.name_30)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t6 LEFT OUTER JOIN genre_4 AS t7 ON t7.uid = t6.dst
            WHERE t6.src = t1.uid
            ORDER BY t6.dst
          ) AS s8
        )
        || ',"shownAt":' || (
          SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_7
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t10.name_31 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.name_31)::text, 'null') END
              || '}' AS j
            FROM edges_film_shownat_47 AS t9 LEFT OUTER JOIN place_5 AS t10 ON t10.uid = t9.dst
            WHERE t9.src = t1.uid
            ORDER BY t9.dst
          ) AS s11
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1
      ORDER BY t1.uid
    ) AS s12
  )
  || '}' AS anon_2
