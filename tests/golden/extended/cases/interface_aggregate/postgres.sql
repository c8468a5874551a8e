-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"aggregateBeing":' || (
    SELECT
      '{"count":' || CAST(count(*) AS text)
      || ',"nameMin":' || coalesce(to_json(min(t1.name_11))::text, 'null')
      || ',"nameMax":' || coalesce(to_json(max(t1.name_11))::text, 'null')
      || '}' AS anon_3
    FROM being_1 AS t1
    WHERE t1.is_1 = 1 AND t1.home_12 IS NOT NULL
  )
  || ',"aggregatePayer":' || (
    SELECT
      '{"count":' || CAST(count(*) AS text)
      || ',"balanceSum":' || coalesce(to_json(sum(t2.balance_13))::text, 'null')
      || '}' AS anon_4
    FROM payer_2 AS t2
    WHERE t2.is_2 = 1
  )
  || '}' AS anon_2
