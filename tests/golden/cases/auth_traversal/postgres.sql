-- the statement
-- arguments: 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryNote":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t1.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.text_35)::text, 'null') END
        || ',"stars":' || coalesce(CAST(t1.stars_36 AS text), 'null')
        || '}' AS j
      FROM note_9 AS t1
      WHERE
        t1.is_9 = 1
        AND t1.account_37 = (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (56) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      ORDER BY t1.uid
    ) AS s5
  )
  || '}' AS anon_2
