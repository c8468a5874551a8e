-- the statement
-- arguments: 1, 1, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"films":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT *
      FROM (
        SELECT
          '{"a":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
          || ',"b":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
          || ',"director":' || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"n":'
          || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
          || '}' END
          || '}' AS j
        FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.director_22
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT 64
      ) AS bounded
      LIMIT $1
    ) AS s4
  )
  || ',"others":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT *
      FROM (
        SELECT
          '{"code":' || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
          || '}' AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1
        ORDER BY t5.uid
        LIMIT 128
      ) AS bounded
      LIMIT $2
      OFFSET $3
    ) AS s8
  )
  || '}' AS anon_2
