-- the statement
-- arguments: '["3000330","3000331","3000332","3000333","3002110","3002111"]', '["300033","30003","3000","300","30","3","","300211","30021","3002"]', '["within",0.0,"{\\"type\\":\\"Polygon\\",\\"coordinates\\":[[[19,9],[22,9],[22,12],[19,12],[19,9]]]}"]'
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
              FROM json_each(?) AS u5 JOIN tokens_point_place_at_23 AS t2 ON t2.token >= u5.value
              WHERE t2.token < (u5.value || '~')
              UNION ALL
              SELECT t3.uid AS uid
              FROM tokens_point_place_at_23 AS t3
              WHERE t3.token IN (SELECT value FROM json_each(?))
            ) AS d7
          )
          AND graphwright_shape_matches(t1.at_23, ?) = 1
        ORDER BY t1.spot_21 DESC NULLS LAST, t1.uid
      ) AS s9
    ),
    '}'
  ) AS anon_2
