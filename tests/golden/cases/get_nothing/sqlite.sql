-- the statement
-- arguments: 2457, 4, 0, 'none', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"nobody":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid = ?
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t3.code_12 IS NULL) THEN char(1) ELSE json_quote(t3.code_12) END, '}') AS j
        FROM film_1 AS t3
        WHERE t3.is_1 = 1 AND t3.uid = ?
        LIMIT 1
      ),
      'null'
    ),
    ',"beyond":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t5.code_12 IS NULL) THEN char(1) ELSE json_quote(t5.code_12) END, '}') AS j
        FROM film_1 AS t5
        WHERE t5.is_1 = 1 AND t5.uid = ?
        LIMIT 1
      ),
      'null'
    ),
    ',"key":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM film_1 AS t7
        WHERE
          t7.is_1 = 1
          AND t7.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    ',"nothing":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t9.code_12 IS NULL) THEN char(1) ELSE json_quote(t9.code_12) END, '}') AS j
        FROM film_1 AS t9
        WHERE t9.is_1 = 1 AND t9.uid IN (SELECT u11.value FROM json_each(?) AS u11)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
