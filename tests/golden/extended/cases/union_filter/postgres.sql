-- the statement
-- arguments: 200, 'ada'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getHuman":' || coalesce(
    (
      SELECT
        '{"likes":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_3
          FROM (
            SELECT
              '{"__typename":' || CASE
                WHEN (t4.is_7 = 1) THEN '"Book"'
                WHEN (t6.is_8 = 1) THEN '"Song"'
                WHEN (t8.is_4 = 1) THEN '"Droid"'
                ELSE 'null'
              END
              || CASE WHEN t4.is_7 = 1 THEN ',"isbn":'
              || CASE
                WHEN (t4.isbn_26 IS NULL) THEN chr(1)
                ELSE coalesce(to_json(t4.isbn_26)::text, 'null') END
                ELSE ''
              END
              || '}' AS j
            FROM
              edges_human_likes_31 AS t3
              LEFT OUTER JOIN book_7 AS t4 ON t4.uid = t3.dst
              LEFT OUTER JOIN song_8 AS t6 ON t6.uid = t3.dst
              LEFT OUTER JOIN droid_4 AS t8 ON t8.uid = t3.dst
            WHERE t3.src = t1.uid AND (t4.is_7 = 1 AND t4.pages_28 < $1 OR t6.is_8 = 1)
            ORDER BY t3.dst
          ) AS s9
        )
        || '}' AS j
      FROM human_3 AS t1
      WHERE
        t1.is_3 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (36) AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
