-- the statement
-- arguments: 'b2', 1, '1', '9'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"both":' || coalesce(
    (
      SELECT
        '{"isbn":' || CASE WHEN (t1.isbn_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.isbn_26)::text, 'null') END
        || '}' AS j
      FROM book_7 AS t1
      WHERE
        t1.is_7 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (39) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
        AND t1.shelf_27 = $2
      LIMIT 1
    ),
    'null'
  )
  || ',"second":' || coalesce(
    (
      SELECT
        '{"isbn":' || CASE WHEN (t4.isbn_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.isbn_26)::text, 'null') END
        || '}' AS j
      FROM book_7 AS t4
      WHERE
        t4.is_7 = 1
        AND t4.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (40) AND (gw_keys.gw_digest = CAST(md5(CAST($3 AS text)) AS uuid) AND gw_keys.value = $3)
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"none":' || coalesce(
    (
      SELECT
        '{"isbn":' || CASE WHEN (t6.isbn_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.isbn_26)::text, 'null') END
        || '}' AS j
      FROM book_7 AS t6
      WHERE
        t6.is_7 = 1
        AND t6.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (40) AND (gw_keys.gw_digest = CAST(md5(CAST($4 AS text)) AS uuid) AND gw_keys.value = $4)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
