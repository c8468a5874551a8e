-- the statement
-- arguments: 'ada'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryDroid":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t4.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_10)::text, 'null') END
        || '}' AS j
      FROM droid_4 AS t1 JOIN being_1 AS t4 ON t4.uid = t1.uid
      WHERE
        t1.is_4 = 1
        AND t1.uid IN (
          SELECT t3.uid
          FROM droid_4 AS t3
          WHERE t3.owner_17 IN (
            SELECT gw_keys.uid
            FROM gw_keys
            WHERE
              gw_keys.scope IN (36)
              AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
          )
        )
      ORDER BY t1.uid
    ) AS s5
  )
  || '}' AS anon_2
