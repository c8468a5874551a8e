-- the payload of addHuman
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"human":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"likes":', (
            SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{',
                substr(
                  concat(
                    CASE
                      WHEN +t4.is_7 = 1 THEN concat(',"pages":', coalesce(t4.pages_28, 'null'))
                      ELSE '' END, CASE
                      WHEN +t5.is_8 = 1 THEN concat(
                        ',"tune":', CASE WHEN (t5.tune_29 IS NULL) THEN char(1) ELSE json_quote(t5.tune_29) END
                      )
                      ELSE ''
                    END
                  ),
                  2
                ),
                '}'
              ) AS j
              FROM
                edges_human_likes_31 AS t3
                LEFT OUTER JOIN book_7 AS t4 ON t4.uid = t3.dst
                LEFT OUTER JOIN song_8 AS t5 ON t5.uid = t3.dst
              WHERE t3.src = t1.uid
              ORDER BY t3.dst
            ) AS s6
          ),
          '}'
        ) AS j
        FROM human_3 AS t1
        WHERE t1.is_3 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s7
    ),
    '}'
  ) AS anon_2
