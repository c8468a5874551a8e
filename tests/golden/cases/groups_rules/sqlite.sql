-- the statement
-- arguments: 'ann', 'ann', 'ann'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"notes":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s9.j, ','), ']') END AS anon_3
      FROM (
        SELECT concat(
          '{"key":{"stars":', coalesce(g8.k1, 'null'),
          ',"account":{"owner":', json_quote(g8.k0),
          '}},"count":', coalesce(g8.a0, 'null'),
          '}'
        ) AS j
        FROM (
          SELECT g7.k0 AS k0, g7.k1 AS k1, g7.a0 AS a0
          FROM (
            SELECT
              (
                SELECT t6.owner_34
                FROM (SELECT t1.account_37 AS uid) AS r4 LEFT OUTER JOIN account_8 AS t6 ON t6.uid = r4.uid
                WHERE r4.uid IS NOT NULL AND t6.owner_34 = ?
                LIMIT 1
              ) AS k0,
              t1.stars_36 AS k1,
              count(*) AS a0
            FROM note_9 AS t1
            WHERE
              t1.is_9 = 1
              AND t1.uid IN (
                SELECT t3.uid
                FROM note_9 AS t3
                WHERE t3.account_37 IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
              )
            GROUP BY k0, k1
          ) AS g7
          ORDER BY g7.k0 ASC NULLS LAST, g7.k1 ASC NULLS LAST
          LIMIT 10001
        ) AS g8
        ORDER BY g8.k0 ASC NULLS LAST, g8.k1 ASC NULLS LAST
      ) AS s9
    ),
    ',"shelves":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s17.j, ','), ']') END AS anon_4
      FROM (
        SELECT concat(
          '{"key":{"account":',
          CASE WHEN (g15.k0 IS NULL) THEN 'null' ELSE concat('{"owner":', json_quote(t16.owner_34), '}') END,
          '},"labelMax":', json_quote(g15.a0),
          '}'
        ) AS j
        FROM
          (
            SELECT g14.k0 AS k0, g14.a0 AS a0
            FROM (
              SELECT
                (
                  SELECT r11.uid
                  FROM (SELECT t10.account_42 AS uid) AS r11 LEFT OUTER JOIN account_8 AS t13 ON t13.uid = r11.uid
                  WHERE r11.uid IS NOT NULL AND t13.owner_34 = ?
                  LIMIT 1
                ) AS k0,
                max(t10.label_41) AS a0
              FROM shelf_11 AS t10
              WHERE t10.is_11 = 1
              GROUP BY k0
            ) AS g14
            ORDER BY g14.k0 ASC NULLS LAST
            LIMIT 10001
          ) AS g15
          LEFT OUTER JOIN account_8 AS t16 ON t16.uid = g15.k0
        ORDER BY g15.k0 ASC NULLS LAST
      ) AS s17
    ),
    '}'
  ) AS anon_2
