-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryRole":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"character":'
        || CASE WHEN (t1.character_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.character_26)::text, 'null') END
        || ',"film":' || coalesce(
          (
            SELECT s4.j
            FROM (
              SELECT
                '{"code":'
                || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.film_29 AS uid) AS r2 LEFT OUTER JOIN film_1 AS t3 ON t3.uid = r2.uid
              WHERE r2.uid IS NOT NULL
              LIMIT 1
            ) AS s4
          ),
          chr(1)
        )
        || ',"actor":' || coalesce(
          (
            SELECT s7.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t6.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.actor_28 AS uid) AS r5 LEFT OUTER JOIN person_2 AS t6 ON t6.uid = r5.uid
              WHERE r5.uid IS NOT NULL
              LIMIT 1
            ) AS s7
          ),
          chr(1)
        )
        || '}' AS j
      FROM role_3 AS t1
      WHERE t1.is_3 = 1
      ORDER BY t1.uid
    ) AS s8
  )
  || '}' AS anon_2
