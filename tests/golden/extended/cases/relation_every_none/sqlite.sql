-- the statement
-- arguments: 'ned'
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
          AND (
            EXISTS (SELECT 1 FROM being_1 AS t2 WHERE t2.home_12 = t1.uid AND (t2.name_11 IS NOT NULL) IS NOT 1)
          ) IS NOT 1
          AND (
            EXISTS (
              SELECT 1
              FROM being_1 AS t3
              WHERE
                t3.home_12 = t1.uid
                AND t3.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
            )
          ) IS NOT 1
        ORDER BY t1.spot_21 ASC NULLS LAST, t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
