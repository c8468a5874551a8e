-- the statement
-- arguments: 1, 1, 'ada'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getHuman":', coalesce(
      (
        SELECT concat(
          '{"likes":', (
            SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
            FROM (
              SELECT concat(
                '{"__typename":', CASE
                  WHEN (+t9.is_7 = 1) THEN '"Book"'
                  WHEN (+t6.is_8 = 1) THEN '"Song"'
                  WHEN (+t7.is_4 = 1) THEN '"Droid"'
                  ELSE 'null'
                END,
                CASE
                  WHEN +t6.is_8 = 1 THEN concat(
                    ',"tune":', CASE WHEN (t6.tune_29 IS NULL) THEN char(1) ELSE json_quote(t6.tune_29) END
                  )
                  ELSE ''
                END,
                CASE WHEN +t7.is_4 = 1 THEN concat(',"model":', json_quote(t7.model_16)) ELSE '' END,
                '}'
              ) AS j
              FROM
                edges_human_likes_31 AS t3
                LEFT OUTER JOIN song_8 AS t6 ON t6.uid = t3.dst
                LEFT OUTER JOIN droid_4 AS t7 ON t7.uid = t3.dst
                LEFT OUTER JOIN book_7 AS t9 ON t9.uid = t3.dst
              WHERE t3.src = t1.uid
              ORDER BY t3.dst
              LIMIT ? + 0
              OFFSET ? + 0
            ) AS s10
          ),
          '}'
        ) AS j
        FROM human_3 AS t1
        WHERE
          t1.is_3 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (36) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
