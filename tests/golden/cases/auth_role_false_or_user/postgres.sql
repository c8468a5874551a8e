-- the statement
-- arguments: 'bob'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryAccount":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"owner":' || CASE WHEN (t1.owner_34 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.owner_34)::text, 'null') END
        || '}' AS j
      FROM account_8 AS t1
      WHERE
        t1.is_8 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (56) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      ORDER BY t1.uid
    ) AS s3
  )
  || '}' AS anon_2
