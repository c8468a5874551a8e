-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryAccount":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"owner":' || CASE WHEN (t1.owner_34 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.owner_34)::text, 'null') END
        || '}' AS j
      FROM account_8 AS t1
      WHERE false
      ORDER BY t1.uid
    ) AS s2
  )
  || ',"queryNote":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t3.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.text_35)::text, 'null') END
        || '}' AS j
      FROM note_9 AS t3
      WHERE false
      ORDER BY t3.uid
    ) AS s4
  )
  || ',"queryLetter":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t5.text_38 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.text_38)::text, 'null') END
        || '}' AS j
      FROM letter_10 AS t5
      WHERE false
      ORDER BY t5.uid
    ) AS s6
  )
  || ',"aggregateNote":' || coalesce((SELECT '{}' AS j FROM note_9 AS t7 WHERE false LIMIT 1), 'null')
  || '}' AS anon_2
