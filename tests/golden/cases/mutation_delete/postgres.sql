-- the targets of deletePerson
-- arguments: 'Sigourney Weaver'
SELECT t1.uid
FROM person_2 AS t1
WHERE
  t1.is_2 = 1
  AND (left(t1.name_23, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.name_23 = $1 THEN true ELSE false END)
ORDER BY t1.uid

-- the payload of deletePerson
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"person":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_23)::text, 'null') END
        || ',"roles":' || (
          SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"character":' || CASE
                WHEN (t3.character_26 IS NULL) THEN chr(1)
                ELSE coalesce(to_json(t3.character_26)::text, 'null')
              END
              || '}' AS j
            FROM role_3 AS t3
            WHERE t3.actor_28 = t1.uid
            ORDER BY t3.uid
          ) AS s4
        )
        || '}' AS j
      FROM person_2 AS t1
      WHERE t1.is_2 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s5
  )
  || '}' AS anon_2
