-- the statement
-- arguments: '["ship"]', 'storm'
WITH asked6 AS MATERIALIZED (
  SELECT u5.value AS value FROM json_each(?) AS u5
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryBook":', (
    SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"isbn":', CASE WHEN (t1.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t1.isbn_26) END,
        ',"tags":', (
          SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
          FROM (
            SELECT json_quote(t8.value) AS j FROM list_book_tags_33 AS t8 WHERE t8.uid = t1.uid ORDER BY t8.value
          ) AS s9
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
                FROM asked6
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_fulltext_book_tags_33 AS t7 WHERE t7.token = asked6.value AND t7.uid = t2.uid
                  )
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s10
  ),
  '}'
) AS anon_2
