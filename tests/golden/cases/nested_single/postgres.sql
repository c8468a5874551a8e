-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t2.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t2.name_23)::text, 'null') END
        || ',"spouse":' || CASE WHEN (t2.spouse_25 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
        || ',"spouse":' || CASE WHEN (t3.spouse_25 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t4.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_23)::text, 'null') END
        || '}' END
        || '}' END
        || '}' END
        || '}' AS j
      FROM
        film_1 AS t1
        LEFT OUTER JOIN person_2 AS t2 ON t2.uid = t1.director_22
        LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t2.spouse_25
        LEFT OUTER JOIN person_2 AS t4 ON t4.uid = t3.spouse_25
      WHERE t1.is_1 = 1
      ORDER BY t1.uid
    ) AS s5
  )
  || '}' AS anon_2
