-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || '}' AS j
      FROM place_6 AS t1
      WHERE false
      ORDER BY t1.uid
    ) AS s2
  )
  || '}' AS anon_2
