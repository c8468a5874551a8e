-- the statement
-- arguments: '["intersects",0.0,"{\\"type\\":\\"Polygon\\",\\"coordinates\\":[[[19,9],[22,9],[22,12],[19,12],[19,9]]]}"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END,
          ',"zones":', CASE
            WHEN ((t1.zones_25 -> '$.type') = '"MultiPolygon"') THEN concat(
              '{"polygons":', (
                SELECT concat(
                  '[',
                  group_concat(
                    concat(
                      '{"coordinates":', (
                        SELECT concat(
                          '[',
                          group_concat(
                            concat(
                              '{"points":', (
                                SELECT concat(
                                  '[', group_concat(concat('{"latitude":', (e5.value -> '$[1]'), '}'), ','), ']'
                                ) AS anon_6
                                FROM json_each(e4.value) AS e5
                              ),
                              '}'
                            ),
                            ','
                          ),
                          ']'
                        ) AS anon_5
                        FROM json_each(e3.value) AS e4
                      ),
                      '}'
                    ),
                    ','
                  ),
                  ']'
                ) AS anon_4
                FROM json_each((t1.zones_25 -> '$.coordinates')) AS e3
              ),
              '}'
            )
            ELSE 'null'
          END,
          '}'
        ) AS j
        FROM place_6 AS t1
        WHERE t1.is_6 = 1 AND graphwright_shape_matches(t1.zones_25, ?) IS NOT 1
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
