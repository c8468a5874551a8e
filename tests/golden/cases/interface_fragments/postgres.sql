-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{'
        || substr(
          CASE
            WHEN t2.is_7 = 1 THEN ',"number":' || coalesce(CAST(t2.founded_33 AS text), 'null')
            ELSE '' END || ',"name":' || CASE
            WHEN (t1.name_31 IS NULL) THEN chr(1)
            ELSE coalesce(to_json(t1.name_31)::text, 'null') END || CASE
            WHEN t3.is_6 = 1
            AND (t2.is_7 = 1) IS NOT true THEN ',"number":' || coalesce(CAST(t3.seats_32 AS text), 'null')
            ELSE '' END || CASE
            WHEN t3.is_6 = 1 THEN ',"__typename":"Cinema"'
            ELSE ''
          END,
          2
        )
        || '}' AS j
      FROM
        place_5 AS t1
        LEFT OUTER JOIN studio_7 AS t2 ON t2.uid = t1.uid
        LEFT OUTER JOIN cinema_6 AS t3 ON t3.uid = t1.uid
      WHERE t1.is_5 = 1
      ORDER BY left(t1.name_31, 128) ASC NULLS LAST, t1.name_31 ASC NULLS LAST, t1.uid
    ) AS s4
  )
  || '}' AS anon_2
