-- the statement
-- arguments: 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryNote":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t1.text_13 IS NULL) THEN char(1) ELSE json_quote(t1.text_13) END, '}') AS j
        FROM note_4 AS t1
        WHERE
          t1.is_4 = 1
          AND (EXISTS (SELECT 1 FROM list_5 AS t2 WHERE t2.is_5 = 1 AND t2.note_14 = t1.uid AND +t2.reader_15 = ?))
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
