-- the statement
-- arguments: None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || ',"zones":'
        || CASE WHEN (CAST(CAST(t1.zones_25 AS json) -> 'type' AS text) = '"MultiPolygon"') THEN '{"polygons":'
        || (
          SELECT
            '['
            || coalesce(
              string_agg(
                '{"coordinates":' || (
                  SELECT
                    '['
                    || coalesce(
                      string_agg(
                        '{"points":' || (
                          SELECT
                            '['
                            || coalesce(
                              string_agg('{"latitude":' || CAST(CAST(e5.value AS json) -> 1 AS text) || '}', ','), ''
                            )
                            || ']' AS anon_6
                          FROM json_array_elements(CAST(e4.value AS json)) AS e5(value)
                        )
                        || '}',
                        ','
                      ),
                      ''
                    )
                    || ']' AS anon_5
                  FROM json_array_elements(CAST(e3.value AS json)) AS e4(value)
                )
                || '}',
                ','
              ),
              ''
            )
            || ']' AS anon_4
          FROM json_array_elements(CAST(CAST(CAST(t1.zones_25 AS json) -> 'coordinates' AS text) AS json)) AS e3(value)
        )
        || '}' ELSE 'null' END
        || '}' AS j
      FROM place_6 AS t1
      WHERE t1.is_6 = 1 AND (t1.uid = ANY (CAST($1 AS bigint[]))) IS NOT true
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2
