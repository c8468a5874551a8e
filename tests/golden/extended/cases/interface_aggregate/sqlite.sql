-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"aggregateBeing":', (
      SELECT concat(
        '{"count":', count(*),
        ',"nameMin":', json_quote(min(t1.name_11)),
        ',"nameMax":', json_quote(max(t1.name_11)),
        '}'
      ) AS anon_3
      FROM being_1 AS t1
      WHERE t1.is_1 = 1 AND t1.home_12 IS NOT NULL
    ),
    ',"aggregatePayer":', (
      SELECT concat('{"count":', count(*), ',"balanceSum":', json_quote(sum(t2.balance_13)), '}') AS anon_4
      FROM payer_2 AS t2
      WHERE t2.is_2 = 1
    ),
    '}'
  ) AS anon_2
