-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || coalesce(
          (
            SELECT s4.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r2 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = r2.uid
              WHERE r2.uid IS NOT NULL
              LIMIT 1
            ) AS s4
          ),
          'null'
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.director_22 IS NOT NULL
      ORDER BY t1.uid
    ) AS s5
  )
  || ',"queryPerson":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t6.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.name_23)::text, 'null') END
        || ',"directed":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
              || '}' AS j
            FROM film_1 AS t8
            WHERE t8.director_22 = t6.uid
            ORDER BY t8.uid
          ) AS s9
        )
        || ',"directedAggregate":' || (
          SELECT '{"count":' || CAST(count(*) AS text) || '}' AS anon_6
          FROM film_1 AS t10
          WHERE t10.director_22 = t6.uid
        )
        || '}' AS j
      FROM person_2 AS t6
      WHERE t6.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t7 WHERE t7.director_22 = t6.uid))
      ORDER BY t6.uid
    ) AS s11
  )
  || '}' AS anon_2
