-- the statement
-- arguments: 'Metropolis'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"__typename":' || CASE WHEN (t4.is_6 = 1) THEN '"Cinema"' WHEN (t5.is_7 = 1) THEN '"Studio"' ELSE 'null' END
        || ',"name":' || CASE WHEN (t1.name_31 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_31)::text, 'null') END
        || '}' AS j
      FROM
        place_5 AS t1
        LEFT OUTER JOIN cinema_6 AS t4 ON t4.uid = t1.uid
        LEFT OUTER JOIN studio_7 AS t5 ON t5.uid = t1.uid
      WHERE
        t1.is_5 = 1
        AND (left(t1.name_31, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.name_31 = $1 THEN true ELSE false END)
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2
