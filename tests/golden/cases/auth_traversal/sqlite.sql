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
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.account_37 AS uid) AS r2 LEFT OUTER JOIN account_8 AS t4 ON t4.uid = r2.uid
              WHERE r2.uid IS NOT NULL AND t4.owner_34 = ?
            )
          )
        ORDER BY t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
