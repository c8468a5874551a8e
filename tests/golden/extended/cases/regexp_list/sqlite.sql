-- the statement
-- arguments: '["orm","tor","sto"]', 'storm', '(?m)^storms?$', 1
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
    SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"isbn":', CASE WHEN (t1.isbn_26 IS NULL) THEN char(1) ELSE json_quote(t1.isbn_26) END,
        ',"tags":', (
          SELECT concat('[', group_concat(s15.j, ','), ']') AS anon_4
          FROM (
            SELECT json_quote(t14.value) AS j FROM list_book_tags_33 AS t14 WHERE t14.uid = t1.uid ORDER BY t14.value
          ) AS s15
        ),
        '}'
      ) AS j
      FROM book_7 AS t1
      WHERE
        t1.is_7 = 1
        AND t1.uid IN (
          SELECT t7.uid
          FROM
            tokens_trigram_book_tags_33 AS t7
            JOIN tokens_trigram_book_tags_33 AS t8 ON t8.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t8.uid = t7.uid
            JOIN tokens_trigram_book_tags_33 AS t9 ON t9.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t9.uid = t7.uid
            JOIN tokens_trigram_book_tags_33 AS t10 ON t10.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t10.uid = t7.uid
          WHERE t7.token = (SELECT rare6.value FROM rare6 LIMIT 1)
        )
        AND (
          EXISTS (
            SELECT 1
            FROM list_book_tags_33 AS t13
            WHERE
              t13.uid = t1.uid AND CASE WHEN (instr(t13.value, ?) > 0) THEN gw_regexp(?, t13.value) = ? ELSE 0 END = 1
          )
        )
      ORDER BY t1.isbn_26 ASC NULLS LAST, t1.uid
    ) AS s16
  ),
  '}'
) AS anon_2
