-- the targets of set
-- arguments: 'max'
SELECT t1.uid
FROM droid_4 AS t1
WHERE
  t1.is_4 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid
    FROM gw_keys
    WHERE gw_keys.scope IN (36) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
  )
ORDER BY t1.uid

-- the payload of set
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"droid":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"state":' || CASE WHEN (t1.state_18 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.state_18)::text, 'null') END
        || ',"runs":' || coalesce(CAST(t1.runs_19 AS text), 'null')
        || '}' AS j
      FROM droid_4 AS t1
      WHERE t1.is_4 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s3
  )
  || '}' AS anon_2

-- the targets of removed
-- arguments: 'rok'
SELECT t1.uid
FROM droid_4 AS t1
WHERE
  t1.is_4 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid
    FROM gw_keys
    WHERE gw_keys.scope IN (36) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
  )
ORDER BY t1.uid

-- the payload of removed
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"droid":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"state":' || CASE WHEN (t1.state_18 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.state_18)::text, 'null') END
        || ',"runs":' || coalesce(CAST(t1.runs_19 AS text), 'null')
        || '}' AS j
      FROM droid_4 AS t1
      WHERE t1.is_4 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s3
  )
  || '}' AS anon_2
