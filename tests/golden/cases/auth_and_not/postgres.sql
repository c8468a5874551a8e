-- the statement
-- arguments: True
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryLetter":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t1.text_38 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.text_38)::text, 'null') END
        || ',"isSealed":' || coalesce(CAST(t1.issealed_39 AS text), 'null')
        || '}' AS j
      FROM letter_10 AS t1
      WHERE t1.is_10 = 1 AND (t1.issealed_39 = $1) IS NOT true
      ORDER BY t1.uid
    ) AS s3
  )
  || '}' AS anon_2
