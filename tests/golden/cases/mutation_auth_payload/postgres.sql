-- the targets of updateShelf
-- arguments: 'left'
SELECT t1.uid
FROM shelf_11 AS t1
WHERE
  t1.is_11 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid
    FROM gw_keys
    WHERE gw_keys.scope IN (57) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
  )
ORDER BY t1.uid

-- the payload of updateShelf
-- arguments: 'ann', 'ann', []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"shelf":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"label":' || CASE WHEN (t1.label_41 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.label_41)::text, 'null') END
        || ',"notes":' || (
          SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"text":'
              || CASE WHEN (t4.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.text_35)::text, 'null') END
              || '}' AS j
            FROM edges_shelf_notes_53 AS t3 LEFT OUTER JOIN note_9 AS t4 ON t4.uid = t3.dst
            WHERE
              t3.src = t1.uid
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t4.account_37 AS uid) AS r5
                  WHERE
                    r5.uid IS NOT NULL
                    AND r5.uid IN (
                      SELECT gw_keys.uid
                      FROM gw_keys
                      WHERE
                        gw_keys.scope IN (56)
                        AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
                    )
                )
              )
            ORDER BY t3.dst
          ) AS s7
        )
        || ',"account":' || coalesce(
          (
            SELECT s11.j
            FROM (
              SELECT
                '{"owner":'
                || CASE WHEN (t10.owner_34 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.owner_34)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.account_42 AS uid) AS r8 LEFT OUTER JOIN account_8 AS t10 ON t10.uid = r8.uid
              WHERE r8.uid IS NOT NULL AND t10.owner_34 = $2
              LIMIT 1
            ) AS s11
          ),
          'null'
        )
        || '}' AS j
      FROM shelf_11 AS t1
      WHERE t1.is_11 = 1 AND t1.uid = ANY (CAST($3 AS bigint[]))
      ORDER BY t1.uid
    ) AS s12
  )
  || '}' AS anon_2
