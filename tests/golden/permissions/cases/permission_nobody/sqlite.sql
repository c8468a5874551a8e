-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPost":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"title":', CASE WHEN (t1.title_10 IS NULL) THEN char(1) ELSE json_quote(t1.title_10) END, '}') AS j
        FROM post_3 AS t1
        WHERE 0 = 1
        ORDER BY t1.uid
      ) AS s2
    ),
    ',"queryNote":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"text":', CASE WHEN (t3.text_13 IS NULL) THEN char(1) ELSE json_quote(t3.text_13) END, '}') AS j
        FROM note_4 AS t3
        WHERE 0 = 1
        ORDER BY t3.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
