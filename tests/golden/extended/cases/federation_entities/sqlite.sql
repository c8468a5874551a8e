-- the statement
-- arguments: '["quay","no","dock"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"_entities":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"@key":', json_quote(t1.spot_21),
          ',"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END,
          ',"sign":', json_quote(t1.sign_22),
          ',"visitorsAggregate":',
          (SELECT concat('{"count":', count(*), '}') AS anon_4 FROM being_1 AS t3 WHERE t3.home_12 = t1.uid),
          '}'
        ) AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND t1.uid IN (
            SELECT gw_keys.uid
            FROM gw_keys
            WHERE gw_keys.scope IN (38) AND gw_keys.value IN (SELECT value FROM json_each(?))
          )
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
