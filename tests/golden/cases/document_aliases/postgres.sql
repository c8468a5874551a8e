-- the statement
-- arguments: 1, 1, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"films":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"a":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"b":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || coalesce(
          (
            SELECT s5.j
            FROM (
              SELECT
                '{"n":'
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
      WHERE t1.is_1 = 1
      ORDER BY t1.uid
      LIMIT $1
    ) AS s6
  )
  || ',"others":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t7.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t7
      WHERE t7.is_1 = 1
      ORDER BY t7.uid
      LIMIT $2
      OFFSET $3
    ) AS s10
  )
  || '}' AS anon_2
