-- the statement
-- arguments: 2, 'nowhere'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || '}' AS j
      FROM place_6 AS t1
      WHERE
        t1.is_6 = 1
        AND ((SELECT count(*) AS count_1 FROM being_1 AS t3 WHERE t3.home_12 = t1.uid) >= $1 OR t1.spot_21 = $2)
      ORDER BY t1.spot_21 ASC NULLS LAST, t1.uid
    ) AS s6
  )
  || '}' AS anon_2
