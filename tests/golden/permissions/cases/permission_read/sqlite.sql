-- the statement
-- arguments: 1, 1, 'ADMIN', 1, 1, 1, 'ADMIN', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPost":', (
      SELECT concat('[', group_concat(s24.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"title":', CASE WHEN (t1.title_10 IS NULL) THEN char(1) ELSE json_quote(t1.title_10) END,
          ',"author":', CASE
            WHEN (t1.author_12 IS NULL) THEN 'null'
            ELSE concat(
              '{"name":', CASE WHEN (t13.name_6 IS NULL) THEN char(1) ELSE json_quote(t13.name_6) END,
              ',"posts":', (
                SELECT concat('[', group_concat(s23.j, ','), ']') AS anon_4
                FROM (
                  SELECT concat(
                    '{"title":', CASE WHEN (t14.title_10 IS NULL) THEN char(1) ELSE json_quote(t14.title_10) END, '}'
                  ) AS j
                  FROM post_3 AS t14
                  WHERE
                    t14.author_12 = t1.author_12
                    AND (
                      (
                        EXISTS (
                          SELECT 1 FROM (SELECT t14.author_12 AS uid) AS r15 WHERE r15.uid IS NOT NULL AND r15.uid = ?
                        )
                      )
                      OR (EXISTS (SELECT 1 FROM user_1 AS t17 WHERE t17.is_1 = 1 AND t17.uid = ? AND t17.role_7 = ?))
                      OR (
                        EXISTS (
                          SELECT 1
                          FROM group_2 AS t20
                          WHERE
                            t20.is_2 = 1
                            AND t20.uid IN (SELECT t22.dst FROM edges_user_groups_17 AS t22 WHERE t22.src = ?)
                            AND t20.least_9 <= t14.level_11
                        )
                      )
                    )
                  ORDER BY t14.uid
                ) AS s23
              ),
              '}'
            )
          END,
          '}'
        ) AS j
        FROM post_3 AS t1 LEFT OUTER JOIN user_1 AS t13 ON t13.uid = t1.author_12
        WHERE
          t1.is_3 = 1
          AND (
            (EXISTS (SELECT 1 FROM (SELECT t1.author_12 AS uid) AS r8 WHERE r8.uid IS NOT NULL AND r8.uid = ?))
            OR (EXISTS (SELECT 1 FROM user_1 AS t9 WHERE t9.is_1 = 1 AND t9.uid = ? AND t9.role_7 = ?))
            OR (
              EXISTS (
                SELECT 1
                FROM group_2 AS t10
                WHERE
                  t10.is_2 = 1
                  AND t10.uid IN (SELECT t12.dst FROM edges_user_groups_17 AS t12 WHERE t12.src = ?)
                  AND t10.least_9 <= t1.level_11
              )
            )
          )
        ORDER BY t1.title_10 ASC NULLS LAST, t1.uid
      ) AS s24
    ),
    '}'
  ) AS anon_2
