-- the statement
-- arguments: 'storm', '["storm","ship"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryBook":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"isbn":', CASE WHEN (t1.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t1.isbn_26) END,
          ',"tags":', (
            SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
            FROM (
              SELECT json_quote(t7.value) AS j FROM list_book_tags_33 AS t7 WHERE t7.uid = t1.uid ORDER BY t7.value
            ) AS s8
          ),
          '}'
        ) AS j
        FROM book_7 AS t1
        WHERE
          t1.is_7 = 1
          AND t1.uid IN (
            SELECT t2.uid
            FROM tokens_fulltext_book_tags_33 AS t2
            WHERE
              t2.token = ?
              AND NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u6
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_fulltext_book_tags_33 AS t4 WHERE t4.token = u6.value AND t4.uid = t2.uid
                    )
                  )
                )
              )
          )
        ORDER BY t1.uid
      ) AS s9
    ),
    '}'
  ) AS anon_2
