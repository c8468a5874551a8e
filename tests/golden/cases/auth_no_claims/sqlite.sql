-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryAccount":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"owner":', CASE WHEN (t1.owner_34 IS NULL) THEN char(1) ELSE json_quote(t1.owner_34) END, '}') AS j
        FROM account_8 AS t1
        WHERE 0 = 1
        ORDER BY t1.uid
      ) AS s2
    ),
    ',"queryNote":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"text":', CASE WHEN (t3.text_35 IS NULL) THEN char(1) ELSE json_quote(t3.text_35) END, '}') AS j
        FROM note_9 AS t3
        WHERE 0 = 1
        ORDER BY t3.uid
      ) AS s4
    ),
    ',"queryLetter":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"text":', CASE WHEN (t5.text_38 IS NULL) THEN char(1) ELSE json_quote(t5.text_38) END, '}') AS j
        FROM letter_10 AS t5
        WHERE 0 = 1
        ORDER BY t5.uid
      ) AS s6
    ),
    ',"aggregateNote":', coalesce((SELECT concat('{}') AS j FROM note_9 AS t7 WHERE 0 = 1 LIMIT 1), 'null'),
    '}'
  ) AS anon_2
