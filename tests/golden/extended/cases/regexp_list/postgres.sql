-- the statement
-- arguments: 'orm', ['tor', 'sto'], None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryBook":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"isbn":' || CASE WHEN (t1.isbn_26 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.isbn_26)::text, 'null') END
        || ',"tags":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT coalesce(to_json(t8.value)::text, 'null') AS j
            FROM list_book_tags_33 AS t8
            WHERE t8.uid = t1.uid
            ORDER BY t8.value
          ) AS s9
        )
        || '}' AS j
      FROM book_7 AS t1
      WHERE
        t1.is_7 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_trigram_book_tags_33 AS t2
          WHERE
            t2.token = $1
            AND NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($2 AS text[])) AS u5(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_trigram_book_tags_33 AS t6 WHERE t6.token = u5.value AND t6.uid = t2.uid
                  )
                )
              )
            )
        )
        AND t1.uid = ANY (CAST($3 AS bigint[]))
      ORDER BY t1.isbn_26 ASC NULLS LAST, t1.uid
    ) AS s10
  )
  || '}' AS anon_2
