-- the statement
-- arguments: 'b2', 1, '1', '9'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"both":', coalesce(
      (
        SELECT concat('{"isbn":', CASE WHEN (t1.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t1.isbn_26) END, '}') AS j
        FROM book_7 AS t1
        WHERE
          t1.is_7 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (39) AND gw_keys.value = ?)
          AND +t1.shelf_27 = ?
        LIMIT 1
      ),
      'null'
    ),
    ',"second":', coalesce(
      (
        SELECT concat('{"isbn":', CASE WHEN (t4.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t4.isbn_26) END, '}') AS j
        FROM book_7 AS t4
        WHERE
          t4.is_7 = 1
          AND t4.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (40) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    ',"none":', coalesce(
      (
        SELECT concat('{"isbn":', CASE WHEN (t6.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t6.isbn_26) END, '}') AS j
        FROM book_7 AS t6
        WHERE
          t6.is_7 = 1
          AND t6.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (40) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
