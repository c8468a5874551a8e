-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPerson":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_23)::text, 'null') END
        || ',"spouse":' || CASE WHEN (t1.spouse_25 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t2.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t2.name_23)::text, 'null') END
        || '}' END
        || '}' AS j
      FROM person_2 AS t1 LEFT OUTER JOIN person_2 AS t2 ON t2.uid = t1.spouse_25
      WHERE t1.is_2 = 1 AND t1.spouse_25 IS NOT NULL
      ORDER BY t1.uid
    ) AS s3
  )
  || '}' AS anon_2
