-- the statement
-- arguments: ['quay', 'no', 'dock']
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"_entities":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"@key":' || coalesce(to_json(t1.spot_21)::text, 'null')
        || ',"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || ',"sign":' || coalesce(to_json(t1.sign_22)::text, 'null')
        || ',"visitorsAggregate":'
        || (SELECT '{"count":' || CAST(count(*) AS text) || '}' AS anon_4 FROM being_1 AS t3 WHERE t3.home_12 = t1.uid)
        || '}' AS j
      FROM place_6 AS t1
      WHERE
        t1.is_6 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (38)
            AND (
              gw_keys.gw_digest = ANY (ARRAY(SELECT CAST(md5(gw_u) AS uuid) FROM unnest(CAST($1 AS text[])) AS gw_u))
              AND gw_keys.value = ANY (CAST($1 AS text[]))
            )
        )
      ORDER BY t1.uid
    ) AS s4
  )
  || '}' AS anon_2
