-- the statement
-- arguments: '[2457]', '[4]', '[0]', 'none', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"nobody":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT u3.value FROM json_each(?) AS u3)
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}') AS j
        FROM film_1 AS t4
        WHERE t4.is_1 = 1 AND t4.uid IN (SELECT u6.value FROM json_each(?) AS u6)
        LIMIT 1
      ),
      'null'
    ),
    ',"beyond":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM film_1 AS t7
        WHERE t7.is_1 = 1 AND t7.uid IN (SELECT u9.value FROM json_each(?) AS u9)
        LIMIT 1
      ),
      'null'
    ),
    ',"key":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t10.code_12 IS NULL) THEN char(1) ELSE json_quote(t10.code_12) END, '}') AS j
        FROM film_1 AS t10
        WHERE
          t10.is_1 = 1
          AND t10.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    ',"nothing":', coalesce(
      (
        SELECT concat('{"code":', CASE WHEN (t12.code_12 IS NULL) THEN char(1) ELSE json_quote(t12.code_12) END, '}') AS j
        FROM film_1 AS t12
        WHERE t12.is_1 = 1 AND t12.uid IN (SELECT u14.value FROM json_each(?) AS u14)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
