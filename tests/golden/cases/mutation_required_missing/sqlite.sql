-- the targets of deletePerson
-- arguments: 'Sigourney Weaver'
SELECT t1.uid FROM person_2 AS t1 WHERE t1.is_2 = 1 AND t1.name_23 = ? ORDER BY t1.uid

-- the targets of updateRole
SELECT t1.uid FROM role_3 AS t1 WHERE t1.is_3 = 1 AND t1.character_26 IS NOT NULL ORDER BY t1.uid

-- the payload of updateRole
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"role":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"character":', CASE WHEN (t1.character_26 IS NULL) THEN char(1) ELSE json_quote(t1.character_26) END,
          ',"actor":', CASE
            WHEN (t1.actor_28 IS NULL) THEN char(1)
            ELSE concat('{"name":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END, '}')
          END,
          '}'
        ) AS j
        FROM role_3 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.actor_28
        WHERE t1.is_3 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
