-- the targets of deletePerson
-- arguments: 'Sigourney Weaver'
SELECT t1.uid
FROM person_2 AS t1
WHERE
  t1.is_2 = 1
  AND (left(t1.name_23, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.name_23 = $1 THEN true ELSE false END)
ORDER BY t1.uid

-- the targets of updateRole
SELECT t1.uid FROM role_3 AS t1 WHERE t1.is_3 = 1 AND t1.character_26 IS NOT NULL ORDER BY t1.uid

-- the payload of updateRole
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"role":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"character":'
        || CASE WHEN (t1.character_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.character_26)::text, 'null') END
        || ',"actor":' || CASE WHEN (t1.actor_28 IS NULL) THEN chr(1) ELSE '{"name":'
        || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
        || '}' END
        || '}' AS j
      FROM role_3 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.actor_28
      WHERE t1.is_3 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s4
  )
  || '}' AS anon_2
