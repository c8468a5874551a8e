-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || coalesce(
          (
            SELECT s5.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t4.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
              WHERE r3.uid IS NOT NULL
              LIMIT 1
            ) AS s5
          ),
          'null'
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND (EXISTS (SELECT 1 FROM (SELECT t1.director_22 AS uid) AS r2 WHERE r2.uid IS NOT NULL))
      ORDER BY t1.uid
    ) AS s6
  )
  || ',"queryPerson":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t7.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.name_23)::text, 'null') END
        || ',"directed":' || (
          SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t9.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.code_12)::text, 'null') END
              || '}' AS j
            FROM film_1 AS t9
            WHERE t9.director_22 = t7.uid
            ORDER BY t9.uid
          ) AS s10
        )
        || ',"directedAggregate":' || (
          SELECT '{"count":' || CAST(count(*) AS text) || '}' AS anon_6
          FROM film_1 AS t11
          WHERE t11.director_22 = t7.uid
        )
        || '}' AS j
      FROM person_2 AS t7
      WHERE t7.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t8 WHERE t8.director_22 = t7.uid))
      ORDER BY t7.uid
    ) AS s12
  )
  || '}' AS anon_2
