-- the statement
-- arguments: '["orm","tor","sto"]', '(?m)^storms?$', 1
WITH rare6 AS MATERIALIZED (
  SELECT u5.value AS value
  FROM json_each(?) AS u5
  ORDER BY (
    SELECT t3.uid FROM tokens_trigram_book_tags_33 AS t3 WHERE t3.token = u5.value ORDER BY t3.uid LIMIT 1 OFFSET 100
  ) DESC NULLS FIRST
  LIMIT 4
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryBook":', (
    SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"isbn":', CASE WHEN (t1.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t1.isbn_26) END,
        ',"tags":', (
          SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_4
          FROM (
            SELECT json_quote(t12.value) AS j FROM list_book_tags_33 AS t12 WHERE t12.uid = t1.uid ORDER BY t12.value
          ) AS s13
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
            t2.token = (SELECT rare6.value FROM rare6 LIMIT 1)
            AND (
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1) IS NULL
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_trigram_book_tags_33 AS t7
                  WHERE t7.token = (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1) AND t7.uid = t2.uid
                )
              )
            )
            AND (
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2) IS NULL
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_trigram_book_tags_33 AS t8
                  WHERE t8.token = (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2) AND t8.uid = t2.uid
                )
              )
            )
            AND (
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3) IS NULL
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_trigram_book_tags_33 AS t9
                  WHERE t9.token = (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3) AND t9.uid = t2.uid
                )
              )
            )
        )
        AND (EXISTS (SELECT 1 FROM list_book_tags_33 AS t11 WHERE t11.uid = t1.uid AND gw_regexp(?, t11.value) = ?))
      ORDER BY t1.isbn_26 ASC NULLS LAST, t1.uid
    ) AS s14
  ),
  '}'
) AS anon_2
