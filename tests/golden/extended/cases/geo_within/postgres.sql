-- the statement
-- arguments: None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || '}' AS j
      FROM place_6 AS t1
      WHERE t1.is_6 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.spot_21 DESC NULLS LAST, t1.uid
    ) AS s3
  )
  || '}' AS anon_2
