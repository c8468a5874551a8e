-- the statement
-- arguments: 11, 'alien', 11, 'west'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"same":', coalesce(
      (
        SELECT concat('{"title":', CASE WHEN (t1.title_13 IS NULL) THEN char(1) ELSE json_quote(t1.title_13) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid = ? AND +t1.code_12 = ?
        LIMIT 1
      ),
      'null'
    ),
    ',"differing":', coalesce(
      (
        SELECT concat('{"title":', CASE WHEN (t4.title_13 IS NULL) THEN char(1) ELSE json_quote(t4.title_13) END, '}') AS j
        FROM film_1 AS t4
        WHERE t4.is_1 = 1 AND t4.uid = ? AND +t4.code_12 = ?
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
