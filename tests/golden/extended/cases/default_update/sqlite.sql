-- the targets of set
-- arguments: 'max'
SELECT t1.uid
FROM droid_4 AS t1
WHERE t1.is_4 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
ORDER BY t1.uid

-- the payload of set
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"droid":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"state":', CASE WHEN (t1.state_18 IS NULL) THEN char(1) ELSE json_quote(t1.state_18) END,
          ',"runs":', coalesce(t1.runs_19, 'null'),
          '}'
        ) AS j
        FROM droid_4 AS t1
        WHERE t1.is_4 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2

-- the targets of removed
-- arguments: 'rok'
SELECT t1.uid
FROM droid_4 AS t1
WHERE t1.is_4 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
ORDER BY t1.uid

-- the payload of removed
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"droid":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"state":', CASE WHEN (t1.state_18 IS NULL) THEN char(1) ELSE json_quote(t1.state_18) END,
          ',"runs":', coalesce(t1.runs_19, 'null'),
          '}'
        ) AS j
        FROM droid_4 AS t1
        WHERE t1.is_4 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2
