-- the statement
-- arguments: 'A'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || '}' AS j
      FROM place_6 AS t1
      WHERE
        t1.is_6 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM being_1 AS t2
            WHERE t2.home_12 = t1.uid AND (left(t2.name_11, 128) >= left(CAST($1 AS text), 128) AND t2.name_11 >= $1)
          )
        )
      ORDER BY t1.spot_21 ASC NULLS LAST, t1.uid
    ) AS s4
  )
  || '}' AS anon_2
