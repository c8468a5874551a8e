-- the statement
-- arguments: '["orm","tor","sto"]', '["orm","tor","sto"]', '(?m)^storms?$', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryBook":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"isbn":', CASE WHEN (t1.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t1.isbn_26) END,
          ',"tags":', (
            SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_4
            FROM (
              SELECT json_quote(t11.value) AS j
              FROM list_book_tags_33 AS t11
              WHERE t11.uid = t1.uid
              ORDER BY t11.value
            ) AS s12
          ),
          '}'
        ) AS j
        FROM book_7 AS t1
        WHERE
          t1.is_7 = 1
          AND t1.uid IN (
            SELECT t2.uid
            FROM tokens_trigram_book_tags_33 AS t2
            WHERE
              t2.token = (
                SELECT u4.value
                FROM json_each(?) AS u4
                ORDER BY (
                  SELECT count(*) AS count_1
                  FROM (
                    SELECT t5.uid AS uid FROM tokens_trigram_book_tags_33 AS t5 WHERE t5.token = u4.value LIMIT 250
                  ) AS s6
                )
                LIMIT 1
              )
              AND NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u8
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_trigram_book_tags_33 AS t7 WHERE t7.token = u8.value AND t7.uid = t2.uid
                    )
                  )
                )
              )
          )
          AND (EXISTS (SELECT 1 FROM list_book_tags_33 AS t10 WHERE t10.uid = t1.uid AND gw_regexp(?, t10.value) = ?))
        ORDER BY t1.isbn_26 ASC NULLS LAST, t1.uid
      ) AS s13
    ),
    '}'
  ) AS anon_2
