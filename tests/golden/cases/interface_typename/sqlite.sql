-- the statement
-- arguments: 'Metropolis'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"__typename":',
          CASE WHEN (+t5.is_6 = 1) THEN '"Cinema"' WHEN (+t6.is_7 = 1) THEN '"Studio"' ELSE 'null' END,
          ',"name":', CASE WHEN (t1.name_31 IS NULL) THEN char(1) ELSE json_quote(t1.name_31) END,
          '}'
        ) AS j
        FROM
          place_5 AS t1
          LEFT OUTER JOIN cinema_6 AS t5 ON t5.uid = t1.uid
          LEFT OUTER JOIN studio_7 AS t6 ON t6.uid = t1.uid
        WHERE t1.is_5 = 1 AND t1.name_31 = ?
        ORDER BY t1.uid
      ) AS s7
    ),
    '}'
  ) AS anon_2
