-- the payload of addFilm
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"film":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || coalesce(
          (
            SELECT s7.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t4.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_23)::text, 'null') END
                || ',"directed":' || (
                  SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_4
                  FROM (
                    SELECT
                      '{"code":'
                      || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
                      || '}' AS j
                    FROM film_1 AS t5
                    WHERE t5.director_22 = r3.uid
                    ORDER BY t5.uid
                  ) AS s6
                )
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
              WHERE r3.uid IS NOT NULL
              LIMIT 1
            ) AS s7
          ),
          'null'
        )
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t9.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.name_30)::text, 'null') END
              || ',"films":' || (
                SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_6
                FROM (
                  SELECT
                    '{"code":'
                    || CASE WHEN (t11.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.code_12)::text, 'null') END
                    || '}' AS j
                  FROM edges_film_genres_46 AS t10 LEFT OUTER JOIN film_1 AS t11 ON t11.uid = t10.src
                  WHERE t10.dst = t8.dst
                  ORDER BY t10.src
                ) AS s12
              )
              || '}' AS j
            FROM edges_film_genres_46 AS t8 LEFT OUTER JOIN genre_4 AS t9 ON t9.uid = t8.dst
            WHERE t8.src = t1.uid
            ORDER BY t8.dst
          ) AS s13
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.code_12 ASC NULLS LAST, t1.uid
    ) AS s14
  )
  || '}' AS anon_2
