-- the statement
-- arguments: 'ada'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryDroid":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t5.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_10)::text, 'null') END
        || '}' AS j
      FROM droid_4 AS t1 JOIN being_1 AS t5 ON t5.uid = t1.uid
      WHERE
        t1.is_4 = 1
        AND t1.owner_17 = (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (36) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2
