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
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t8
      WHERE t8.is_1 = 1 AND t8.director_22 IS NOT NULL
      ORDER BY t8.uid
    ) AS s9
  )
  || ',"references":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_7
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t10.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t10
      WHERE t10.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t11 WHERE t11.src = t10.uid))
      ORDER BY t10.uid
    ) AS s12
  )
  || ',"backwards":' || (
    SELECT '[' || coalesce(string_agg(s15.j, ','), '') || ']' AS anon_8
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t13.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t13.name_23)::text, 'null') END
        || '}' AS j
      FROM person_2 AS t13
      WHERE t13.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t14 WHERE t14.director_22 = t13.uid))
      ORDER BY t13.uid
    ) AS s15
  )
  || ',"several":' || (
    SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_9
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t16.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t16.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t16
      WHERE
        t16.is_1 = 1
        AND t16.year_14 IS NOT NULL
        AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t17 WHERE t17.src = t16.uid))
      ORDER BY t16.uid
    ) AS s18
  )
  || ',"none":' || (
    SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_10
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t19.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t19
      WHERE t19.is_1 = 1
      ORDER BY t19.uid
    ) AS s20
  )
  || '}' AS anon_2
