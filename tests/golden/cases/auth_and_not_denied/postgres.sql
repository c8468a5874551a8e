-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryLetter":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t1.text_38 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.text_38)::text, 'null') END
        || '}' AS j
      FROM letter_10 AS t1
      WHERE false
      ORDER BY t1.uid
    ) AS s2
  )
  || '}' AS anon_2
