-- the targets of deletePerson
-- arguments: 'Sigourney Weaver'
SELECT t1.uid FROM person_2 AS t1 WHERE t1.is_2 = 1 AND t1.name_23 = $1 ORDER BY t1.uid

-- the targets of updateRole
SELECT t1.uid FROM role_3 AS t1 WHERE t1.is_3 = 1 AND t1.character_26 IS NOT NULL ORDER BY t1.uid

-- the payload of updateRole
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"role":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"character":'
        || CASE WHEN (t1.character_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.character_26)::text, 'null') END
        || ',"actor":' || coalesce(
          (
            SELECT s5.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t4.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.actor_28 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
              WHERE r3.uid IS NOT NULL
              LIMIT 1
            ) AS s5
          ),
          chr(1)
        )
        || '}' AS j
      FROM role_3 AS t1
      WHERE t1.is_3 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2
