-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"value":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"year":' || coalesce(CAST(t1.year_14 AS text), 'null')
        || ',"note":' || coalesce(to_json(t1.note_21)::text, 'null')
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.year_14 IS NOT NULL
      ORDER BY t1.uid
    ) AS s2
  )
  || ',"list":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
        || ',"aliases":' || (
          SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT coalesce(to_json(t6.value)::text, 'null') AS j
            FROM list_film_aliases_43 AS t6
            WHERE t6.uid = t3.uid
            ORDER BY t6.value
          ) AS s7
        )
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_6
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t9.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.name_30)::text, 'null') END
              || ',"films":' || (
                SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_7
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
            WHERE t8.src = t3.uid
            ORDER BY t8.dst
          ) AS s13
        )
        || '}' AS j
      FROM film_1 AS t3
      WHERE
        t3.is_1 = 1
        AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t4 WHERE t4.uid = t3.uid))
        AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t5 WHERE t5.src = t3.uid))
      ORDER BY t3.uid
    ) AS s14
  )
  || ',"variable":' || (
    SELECT '[' || coalesce(string_agg(s17.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t15.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.code_12)::text, 'null') END
        || ',"rating":' || coalesce(to_json(t15.rating_15)::text, 'null')
        || ',"director":' || CASE WHEN (t15.director_22 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t16.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t16.name_23)::text, 'null') END
        || '}' END
        || '}' AS j
      FROM film_1 AS t15 LEFT OUTER JOIN person_2 AS t16 ON t16.uid = t15.director_22
      WHERE t15.is_1 = 1 AND t15.rating_15 IS NOT NULL AND t15.director_22 IS NOT NULL
      ORDER BY t15.uid
    ) AS s17
  )
  || ',"notAsked":' || (
    SELECT '[' || coalesce(string_agg(s19.j, ','), '') || ']' AS anon_9
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t18.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t18.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t18
      WHERE t18.is_1 = 1
      ORDER BY t18.uid
    ) AS s19
  )
  || ',"id":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_10
    FROM (
      SELECT
        '{"id":' || CASE WHEN (t20.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t20.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t20
      WHERE t20.is_1 = 1
      ORDER BY t20.uid
    ) AS s21
  )
  || ',"empty":' || (
    SELECT '[' || coalesce(string_agg(s23.j, ','), '') || ']' AS anon_11
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t22.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t22.code_12)::text, 'null') END
        || ',"note":' || coalesce(to_json(t22.note_21)::text, 'null')
        || '}' AS j
      FROM film_1 AS t22
      WHERE t22.is_1 = 1 AND t22.code_12 IS NOT NULL AND t22.note_21 IS NOT NULL
      ORDER BY t22.uid
    ) AS s23
  )
  || '}' AS anon_2
