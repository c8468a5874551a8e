-- the statement
-- arguments: 'ada'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryDroid":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t5.code_10 IS NULL) THEN char(1) ELSE json_quote(t5.code_10) END, '}') AS j
        FROM droid_4 AS t1 JOIN being_1 AS t5 ON t5.uid = t1.uid
        WHERE
          t1.is_4 = 1
          AND t1.owner_17 = (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
