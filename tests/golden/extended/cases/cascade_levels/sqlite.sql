-- the statement
-- arguments: 'de'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryOwner":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"email":', CASE WHEN (t1.email_30 IS NULL) THEN char(1) ELSE json_quote(t1.email_30) END,
          ',"places":', (
            SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"spot":', CASE WHEN (t5.spot_21 IS NULL) THEN char(1) ELSE json_quote(t5.spot_21) END,
                ',"sign":', json_quote(t5.sign_22),
                ',"signDe":',
                json_quote((SELECT t6.value FROM tags_place_sign_22 AS t6 WHERE t6.uid = t4.dst AND t6.lang = ?)),
                ',"visitors":', (
                  SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_5
                  FROM (
                    SELECT concat(
                      '{"code":', CASE WHEN (t7.code_10 IS NULL) THEN char(1) ELSE json_quote(t7.code_10) END,
                      ',"name":', json_quote(t7.name_11),
                      '}'
                    ) AS j
                    FROM being_1 AS t7
                    WHERE t7.home_12 = t4.dst AND t7.code_10 IS NOT NULL AND t7.name_11 IS NOT NULL
                    ORDER BY t7.uid
                  ) AS s8
                ),
                '}'
              ) AS j
              FROM edges_owner_places_35 AS t4 LEFT OUTER JOIN place_6 AS t5 ON t5.uid = t4.dst
              WHERE t4.src = t1.uid AND t5.sign_22 IS NOT NULL
              ORDER BY t4.dst
            ) AS s9
          ),
          '}'
        ) AS j
        FROM owner_9 AS t1
        WHERE
          t1.is_9 = 1
          AND t1.email_30 IS NOT NULL
          AND (
            EXISTS (
              SELECT 1
              FROM edges_owner_places_35 AS t2 LEFT OUTER JOIN place_6 AS t3 ON t3.uid = t2.dst
              WHERE t2.src = t1.uid AND t3.sign_22 IS NOT NULL
            )
          )
        ORDER BY t1.uid
      ) AS s10
    ),
    '}'
  ) AS anon_2
