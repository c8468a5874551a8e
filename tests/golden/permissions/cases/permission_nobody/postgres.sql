-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPost":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"title":' || CASE WHEN (t1.title_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_10)::text, 'null') END
        || '}' AS j
      FROM post_3 AS t1
      WHERE false
      ORDER BY t1.uid
    ) AS s2
  )
  || ',"queryNote":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t3.text_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.text_13)::text, 'null') END
        || '}' AS j
      FROM note_4 AS t3
      WHERE false
      ORDER BY t3.uid
    ) AS s4
  )
  || '}' AS anon_2
