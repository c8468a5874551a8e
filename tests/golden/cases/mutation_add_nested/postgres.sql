-- the payload of addFilm
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"film":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
        || ',"directed":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t4.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_12)::text, 'null') END
              || '}' AS j
            FROM film_1 AS t4
            WHERE t4.director_22 = t1.director_22
            ORDER BY t4.uid
          ) AS s5
        )
        || '}' END
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t7.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.name_30)::text, 'null') END
              || ',"films":' || (
                SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_6
                FROM (
                  SELECT
                    '{"code":'
                    || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
                    || '}' AS j
                  FROM edges_film_genres_46 AS t8 LEFT OUTER JOIN film_1 AS t9 ON t9.uid = t8.src
                  WHERE t8.dst = t6.dst
                  ORDER BY t8.src
                ) AS s10
              )
              || '}' AS j
            FROM edges_film_genres_46 AS t6 LEFT OUTER JOIN genre_4 AS t7 ON t7.uid = t6.dst
            WHERE t6.src = t1.uid
            ORDER BY t6.dst
          ) AS s11
        )
        || '}' AS j
      FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.director_22
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.code_12 ASC NULLS LAST, t1.uid
    ) AS s12
  )
  || '}' AS anon_2
