-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPerson":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_23)::text, 'null') END
        || ',"spouse":' || coalesce(
          (
            SELECT s4.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.spouse_25 AS uid) AS r2 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = r2.uid
              WHERE r2.uid IS NOT NULL
              LIMIT 1
            ) AS s4
          ),
          'null'
        )
        || '}' AS j
      FROM person_2 AS t1
      WHERE t1.is_2 = 1 AND t1.spouse_25 IS NOT NULL
      ORDER BY t1.uid
    ) AS s5
  )
  || '}' AS anon_2
