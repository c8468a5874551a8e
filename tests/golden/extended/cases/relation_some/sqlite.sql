-- the statement
-- arguments: 'A'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END, '}') AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND t1.uid IN (
            SELECT t4.home_12
            FROM being_1 AS t4
            WHERE t4.uid IN (SELECT t2.uid FROM being_1 AS t2 WHERE t2.name_11 >= ?) AND t4.home_12 IS NOT NULL
          )
        ORDER BY t1.spot_21 ASC NULLS LAST, t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
