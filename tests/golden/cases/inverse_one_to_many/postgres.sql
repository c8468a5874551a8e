-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t2.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t2.name_23)::text, 'null') END
        || '}' END
        || '}' AS j
      FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t2 ON t2.uid = t1.director_22
      WHERE t1.is_1 = 1 AND t1.director_22 IS NOT NULL
      ORDER BY t1.uid
    ) AS s3
  )
  || ',"queryPerson":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t4.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_23)::text, 'null') END
        || ',"directed":' || (
          SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t6.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.code_12)::text, 'null') END
              || '}' AS j
            FROM film_1 AS t6
            WHERE t6.director_22 = t4.uid
            ORDER BY t6.uid
          ) AS s7
        )
        || ',"directedAggregate":' || (
          SELECT '{"count":' || CAST(count(*) AS text) || '}' AS anon_6
          FROM film_1 AS t8
          WHERE t8.director_22 = t4.uid
        )
        || '}' AS j
      FROM person_2 AS t4
      WHERE t4.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t5 WHERE t5.director_22 = t4.uid))
      ORDER BY t4.uid
    ) AS s9
  )
  || '}' AS anon_2
