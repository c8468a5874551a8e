-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END, '}') AS j
        FROM place_6 AS t1
        WHERE 0 = 1
        ORDER BY t1.uid
      ) AS s2
    ),
    '}'
  ) AS anon_2
