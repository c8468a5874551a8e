-- the statement
-- arguments: '["300033213321332133213321"]', '["30003321332133213321332","3000332133213321332133","300033213321332133213","30003321332133213321","3000332133213321332","300033213321332133","30003321332133213","3000332133213321","300033213321332","30003321332133","3000332133213","300033213321","30003321332","3000332133","300033213","30003321","3000332","300033","30003","3000","300","30","3",""]', '["contains",0.0,"{\\"type\\":\\"Point\\",\\"coordinates\\":[19.5,10.5]}"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END, '}') AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND t1.uid IN (
            SELECT d7.uid
            FROM (
              SELECT t2.uid AS uid
              FROM json_each(?) AS u5 JOIN tokens_polygon_place_area_24 AS t2 ON t2.token >= u5.value
              WHERE t2.token < (u5.value || '~')
              UNION ALL
              SELECT t3.uid AS uid
              FROM tokens_polygon_place_area_24 AS t3
              WHERE t3.token IN (SELECT value FROM json_each(?))
            ) AS d7
          )
          AND graphwright_shape_matches(t1.area_24, ?) = 1
        ORDER BY t1.uid
      ) AS s9
    ),
    '}'
  ) AS anon_2
