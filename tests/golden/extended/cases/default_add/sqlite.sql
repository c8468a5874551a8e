-- the payload of addDroid
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"droid":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t3.code_10 IS NULL) THEN char(1) ELSE json_quote(t3.code_10) END,
          ',"state":', CASE WHEN (t1.state_18 IS NULL) THEN char(1) ELSE json_quote(t1.state_18) END,
          ',"runs":', coalesce(t1.runs_19, 'null'),
          '}'
        ) AS j
        FROM droid_4 AS t1 JOIN being_1 AS t3 ON t3.uid = t1.uid
        WHERE t1.is_4 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t3.code_10 ASC NULLS LAST, t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
