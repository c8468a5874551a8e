-- the statement
-- arguments: 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryAccount":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"owner":', CASE WHEN (t1.owner_34 IS NULL) THEN char(1) ELSE json_quote(t1.owner_34) END, '}') AS j
        FROM account_8 AS t1
        WHERE
          t1.is_8 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
        ORDER BY t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2
