-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryOwner":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"email":' || CASE WHEN (t1.email_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.email_30)::text, 'null') END
        || ',"places":' || (
          SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"spot":'
              || CASE WHEN (t3.spot_21 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.spot_21)::text, 'null') END
              || '}' AS j
            FROM edges_owner_places_35 AS t2 LEFT OUTER JOIN place_6 AS t3 ON t3.uid = t2.dst
            WHERE t2.src = t1.uid
            ORDER BY t3.spot_21 ASC NULLS LAST, t2.dst
          ) AS s4
        )
        || '}' AS j
      FROM owner_9 AS t1
      WHERE t1.is_9 = 1
      ORDER BY t1.email_30 ASC NULLS LAST, t1.uid
    ) AS s5
  )
  || '}' AS anon_2
