-- the statement
-- arguments: True
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryLetter":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"text":', CASE WHEN (t1.text_38 IS NULL) THEN char(1) ELSE json_quote(t1.text_38) END,
          ',"isSealed":', CASE t1.issealed_39 WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END,
          '}'
        ) AS j
        FROM letter_10 AS t1
        WHERE t1.is_10 = 1 AND (+t1.issealed_39 = ?) IS NOT 1
        ORDER BY t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2
