-- the targets of deletePerson
-- arguments: 'Sigourney Weaver'
SELECT t1.uid FROM person_2 AS t1 WHERE t1.is_2 = 1 AND t1.name_23 = ? ORDER BY t1.uid

-- the payload of deletePerson
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"person":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_23 IS NULL) THEN char(1) ELSE json_quote(t1.name_23) END,
          ',"roles":', (
            SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"character":', CASE WHEN (t3.character_26 IS NULL) THEN char(1) ELSE json_quote(t3.character_26) END,
                '}'
              ) AS j
              FROM role_3 AS t3
              WHERE t3.actor_28 = t1.uid
              ORDER BY t3.uid
            ) AS s4
          ),
          '}'
        ) AS j
        FROM person_2 AS t1
        WHERE t1.is_2 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
