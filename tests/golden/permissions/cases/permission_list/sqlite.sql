-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryNote":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t1.text_13 IS NULL) THEN char(1) ELSE json_quote(t1.text_13) END, '}') AS j
        FROM note_4 AS t1
        WHERE
          t1.is_4 = 1
          AND t1.uid IN (
            SELECT t5.note_14
            FROM list_5 AS t5
            WHERE
              t5.uid IN (
                SELECT t4.uid
                FROM list_5 AS t4
                WHERE
                  t4.is_5 = 1
                  AND t4.uid IN (SELECT t3.uid FROM list_5 AS t3 WHERE t3.reader_15 IN (SELECT ? AS anon_4))
              )
              AND t5.note_14 IS NOT NULL
          )
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
