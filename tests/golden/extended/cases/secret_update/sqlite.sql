-- the targets of updateHuman
-- arguments: 'eve'
SELECT t1.uid
FROM human_3 AS t1
WHERE t1.is_3 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
ORDER BY t1.uid

-- the payload of updateHuman
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"human":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t3.code_10 IS NULL) THEN char(1) ELSE json_quote(t3.code_10) END, '}') AS j
        FROM human_3 AS t1 JOIN being_1 AS t3 ON t3.uid = t1.uid
        WHERE t1.is_3 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
