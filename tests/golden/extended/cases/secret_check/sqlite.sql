-- the statement
-- arguments: 14, '', 8, ''
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"right":', coalesce(
      (
        SELECT concat('{"name":', json_quote(t4.name_11), '}') AS j
        FROM human_3 AS t1 JOIN being_1 AS t4 ON t4.uid = t1.uid
        WHERE t1.is_3 = 1 AND t1.uid = ? AND +t1.pwd_15 = ?
        LIMIT 1
      ),
      'null'
    ),
    ',"wrong":', coalesce(
      (
        SELECT concat('{"name":', json_quote(t8.name_11), '}') AS j
        FROM human_3 AS t5 JOIN being_1 AS t8 ON t8.uid = t5.uid
        WHERE t5.is_3 = 1 AND t5.uid = ? AND +t5.pwd_15 = ?
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
