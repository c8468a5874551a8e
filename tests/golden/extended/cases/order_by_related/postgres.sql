-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryDroid":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t4.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_10)::text, 'null') END
        || ',"owner":' || CASE WHEN (t1.owner_17 IS NULL) THEN 'null' ELSE '{"name":'
        || coalesce(to_json(t5.name_11)::text, 'null')
        || '}' END
        || '}' AS j
      FROM droid_4 AS t1 JOIN being_1 AS t4 ON t4.uid = t1.uid LEFT OUTER JOIN being_1 AS t5 ON t5.uid = t1.owner_17
      WHERE t1.is_4 = 1
      ORDER
        BY (
          SELECT t3.name_11
          FROM (SELECT t1.owner_17 AS uid) AS r2 LEFT OUTER JOIN being_1 AS t3 ON t3.uid = r2.uid
          WHERE r2.uid IS NOT NULL
          LIMIT 1
        ) DESC NULLS LAST,
        t4.code_10 ASC NULLS LAST,
        t1.uid
    ) AS s6
  )
  || ',"queryPlace":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"spot":' || CASE WHEN (t7.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t7.spot_21)::text, 'null') END
        || '}' AS j
      FROM place_6 AS t7
      WHERE t7.is_6 = 1
      ORDER BY (SELECT count(*) AS count_1 FROM being_1 AS t8 WHERE t8.home_12 = t7.uid) DESC NULLS LAST, t7.uid
    ) AS s9
  )
  || '}' AS anon_2
