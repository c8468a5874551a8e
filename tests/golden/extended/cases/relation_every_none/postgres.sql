-- the statement
-- arguments: 'ned'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || '}' AS j
      FROM place_6 AS t1
      WHERE
        t1.is_6 = 1
        AND (
          EXISTS (SELECT 1 FROM being_1 AS t2 WHERE t2.home_12 = t1.uid AND (t2.name_11 IS NOT NULL) IS NOT true)
        ) IS NOT true
        AND (
          EXISTS (
            SELECT 1
            FROM being_1 AS t3
            WHERE
              t3.home_12 = t1.uid
              AND t3.uid IN (
                SELECT gw_keys.uid
                FROM gw_keys
                WHERE
                  gw_keys.scope IN (36)
                  AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
              )
          )
        ) IS NOT true
      ORDER BY t1.spot_21 ASC NULLS LAST, t1.uid
    ) AS s5
  )
  || '}' AS anon_2
