-- the statement
-- arguments: 'de', None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t1.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.spot_21)::text, 'null') END
        || ',"sign":' || coalesce(to_json(t1.sign_22)::text, 'null')
        || ',"signDe":' || coalesce(
          to_json((SELECT t3.value FROM tags_place_sign_22 AS t3 WHERE t3.uid = t1.uid AND t3.lang = $1))::text,
          'null'
        )
        || '}' AS j
      FROM place_6 AS t1
      WHERE t1.is_6 = 1 AND t1.uid = ANY (CAST($2 AS bigint[]))
      ORDER BY t1.uid
    ) AS s4
  )
  || '}' AS anon_2
