-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryAccount":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"owner":', CASE WHEN (t1.owner_34 IS NULL) THEN char(1) ELSE json_quote(t1.owner_34) END, '}') AS j
        FROM account_8 AS t1
        WHERE t1.is_8 = 1
        ORDER BY t1.uid
      ) AS s2
    ),
    '}'
  ) AS anon_2
