-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryLetter":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t1.text_38 IS NULL) THEN char(1) ELSE json_quote(t1.text_38) END, '}') AS j
        FROM letter_10 AS t1
        WHERE 0 = 1
        ORDER BY t1.uid
      ) AS s2
    ),
    '}'
  ) AS anon_2
