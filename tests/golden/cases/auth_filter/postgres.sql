-- the statement
-- arguments: 'bob', 'bob'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryShelf":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t1.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.label_41)::text, 'null') END
        || '}' AS j
      FROM shelf_11 AS t1
      WHERE
        t1.is_11 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM edges_shelf_notes_53 AS t2 LEFT OUTER JOIN note_9 AS t3 ON t3.uid = t2.dst
            WHERE
              t2.src = t1.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t3.account_37 AS uid) AS r4 LEFT OUTER JOIN account_8 AS t6 ON t6.uid = r4.uid
                  WHERE r4.uid IS NOT NULL AND t6.owner_34 = $1
                )
              )
          )
        )
      ORDER BY t1.uid
    ) AS s7
  )
  || ',"hidden":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t8.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.label_41)::text, 'null') END
        || '}' AS j
      FROM shelf_11 AS t8
      WHERE
        t8.is_11 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t8.account_42 AS uid) AS r9 LEFT OUTER JOIN account_8 AS t11 ON t11.uid = r9.uid
            WHERE r9.uid IS NOT NULL AND t11.owner_34 = $2
          )
        ) IS NOT true
      ORDER BY t8.uid
    ) AS s12
  )
  || '}' AS anon_2
