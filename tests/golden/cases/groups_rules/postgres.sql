-- the statement
-- arguments: 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"notes":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s10.j, ','), '') || ']' END AS anon_3
    FROM (
      SELECT
        '{"key":{"stars":' || coalesce(CAST(g9.k1 AS text), 'null')
        || ',"account":{"owner":' || coalesce(to_json(g9.k0)::text, 'null')
        || '}},"count":' || coalesce(CAST(g9.a0 AS text), 'null')
        || '}' AS j
      FROM (
        SELECT g8.k0 AS k0, g8.k1 AS k1, g8.a0 AS a0
        FROM (
          SELECT
            (
              SELECT t7.owner_34
              FROM (SELECT t1.account_37 AS uid) AS r5 LEFT OUTER JOIN account_8 AS t7 ON t7.uid = r5.uid
              WHERE r5.uid IS NOT NULL AND t7.owner_34 = $1
              LIMIT 1
            ) AS k0,
            t1.stars_36 AS k1,
            count(*) AS a0
          FROM note_9 AS t1
          WHERE
            t1.is_9 = 1
            AND t1.account_37 = (
              SELECT gw_keys.uid
              FROM gw_keys
              WHERE
                gw_keys.scope IN (56)
                AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
            )
          GROUP BY k0, k1
        ) AS g8
        ORDER BY g8.k0 ASC NULLS LAST, g8.k1 ASC NULLS LAST
        LIMIT 10001
      ) AS g9
      ORDER BY g9.k0 ASC NULLS LAST, g9.k1 ASC NULLS LAST
    ) AS s10
  )
  || ',"shelves":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s18.j, ','), '') || ']' END AS anon_4
    FROM (
      SELECT
        '{"key":{"account":' || CASE WHEN (g16.k0 IS NULL) THEN 'null' ELSE '{"owner":'
        || coalesce(to_json(t17.owner_34)::text, 'null')
        || '}' END
        || '},"labelMax":' || coalesce(to_json(g16.a0)::text, 'null')
        || '}' AS j
      FROM
        (
          SELECT g15.k0 AS k0, g15.a0 AS a0
          FROM (
            SELECT
              (
                SELECT r12.uid
                FROM (SELECT t11.account_42 AS uid) AS r12 LEFT OUTER JOIN account_8 AS t14 ON t14.uid = r12.uid
                WHERE r12.uid IS NOT NULL AND t14.owner_34 = $3
                LIMIT 1
              ) AS k0,
              max(t11.label_41) AS a0
            FROM shelf_11 AS t11
            WHERE t11.is_11 = 1
            GROUP BY k0
          ) AS g15
          ORDER BY g15.k0 ASC NULLS LAST
          LIMIT 10001
        ) AS g16
        LEFT OUTER JOIN account_8 AS t17 ON t17.uid = g16.k0
      ORDER BY g16.k0 ASC NULLS LAST
    ) AS s18
  )
  || '}' AS anon_2
