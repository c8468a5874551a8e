-- the statement
-- arguments: 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryNote":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"text":', CASE WHEN (t1.text_35 IS NULL) THEN char(1) ELSE json_quote(t1.text_35) END,
          ',"stars":', coalesce(t1.stars_36, 'null'),
          '}'
        ) AS j
        FROM note_9 AS t1
        WHERE
          t1.is_9 = 1
          AND t1.account_37 = (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
        ORDER BY t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
