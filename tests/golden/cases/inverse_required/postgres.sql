-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryRole":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"character":'
        || CASE WHEN (t1.character_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.character_26)::text, 'null') END
        || ',"film":' || CASE WHEN (t1.film_29 IS NULL) THEN chr(1) ELSE '{"code":'
        || CASE WHEN (t2.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t2.code_12)::text, 'null') END
        || '}' END
        || ',"actor":' || CASE WHEN (t1.actor_28 IS NULL) THEN chr(1) ELSE '{"name":'
        || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
        || '}' END
        || '}' AS j
      FROM
        role_3 AS t1
        LEFT OUTER JOIN film_1 AS t2 ON t2.uid = t1.film_29
        LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.actor_28
      WHERE t1.is_3 = 1
      ORDER BY t1.uid
    ) AS s4
  )
  || '}' AS anon_2
