-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"value":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.year_14 IS NOT NULL
      ORDER BY t1.uid
    ) AS s2
  )
  || ',"negated":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t3
      WHERE t3.is_1 = 1 AND (t3.year_14 IS NOT NULL) IS NOT true
      ORDER BY t3.uid
    ) AS s4
  )
  || ',"list":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t5
      WHERE t5.is_1 = 1 AND (EXISTS (SELECT 1 FROM list_film_aliases_43 AS t6 WHERE t6.uid = t5.uid))
      ORDER BY t5.uid
    ) AS s7
  )
  || ',"reference":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t8
      WHERE t8.is_1 = 1 AND (EXISTS (SELECT 1 FROM (SELECT t8.director_22 AS uid) AS r9 WHERE r9.uid IS NOT NULL))
      ORDER BY t8.uid
    ) AS s10
  )
  || ',"references":' || (
    SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t11.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t11
      WHERE t11.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t12 WHERE t12.src = t11.uid))
      ORDER BY t11.uid
    ) AS s13
  )
  || ',"backwards":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t14.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t14.name_23)::text, 'null') END
        || '}' AS j
      FROM person_2 AS t14
      WHERE t14.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t15 WHERE t15.director_22 = t14.uid))
      ORDER BY t14.uid
    ) AS s16
  )
  || ',"several":' || (
    SELECT '[' || coalesce(string_agg(s19.j, ','), '') || ']' AS anon_9
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t17.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t17.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t17
      WHERE
        t17.is_1 = 1
        AND t17.year_14 IS NOT NULL
        AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t18 WHERE t18.src = t17.uid))
      ORDER BY t17.uid
    ) AS s19
  )
  || ',"none":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_10
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t20.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t20.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t20
      WHERE t20.is_1 = 1
      ORDER BY t20.uid
    ) AS s21
  )
  || '}' AS anon_2
