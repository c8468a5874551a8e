-- the statement
-- arguments: 2, 'nowhere'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END, '}') AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND ((SELECT count(*) AS count_1 FROM being_1 AS t3 WHERE t3.home_12 = t1.uid) >= ? OR +t1.spot_21 = ?)
        ORDER BY t1.spot_21 ASC NULLS LAST, t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
