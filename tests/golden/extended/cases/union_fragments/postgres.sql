-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryHuman":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t2.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t2.code_10)::text, 'null') END
        || ',"likes":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"__typename":' || CASE
                WHEN (t4.is_7 = 1) THEN '"Book"'
                WHEN (t5.is_8 = 1) THEN '"Song"'
                WHEN (t6.is_4 = 1) THEN '"Droid"'
                ELSE 'null'
              END
              || CASE WHEN t4.is_7 = 1 THEN ',"isbn":'
              || CASE WHEN (t4.isbn_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.isbn_26)::text, 'null') END
              || ',"pages":' || coalesce(CAST(t4.pages_28 AS text), 'null') ELSE '' END
              || CASE WHEN t5.is_8 = 1 THEN ',"tune":'
              || CASE
                WHEN (t5.tune_29 IS NULL) THEN chr(1)
                ELSE coalesce(to_json(t5.tune_29)::text, 'null') END
                ELSE ''
              END
              || CASE WHEN t6.is_4 = 1 THEN ',"name":'
              || coalesce(to_json(t8.name_11)::text, 'null') ELSE '' END
              || '}' AS j
            FROM
              edges_human_likes_31 AS t3
              LEFT OUTER JOIN book_7 AS t4 ON t4.uid = t3.dst
              LEFT OUTER JOIN song_8 AS t5 ON t5.uid = t3.dst
              LEFT OUTER JOIN droid_4 AS t6 ON t6.uid = t3.dst
              LEFT OUTER JOIN being_1 AS t8 ON t8.uid = t3.dst
            WHERE t3.src = t1.uid
            ORDER BY t3.dst
          ) AS s9
        )
        || '}' AS j
      FROM human_3 AS t1 JOIN being_1 AS t2 ON t2.uid = t1.uid
      WHERE t1.is_3 = 1
      ORDER BY t2.code_10 ASC NULLS LAST, t1.uid
    ) AS s10
  )
  || '}' AS anon_2
