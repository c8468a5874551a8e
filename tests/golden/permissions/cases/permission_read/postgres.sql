-- the statement
-- arguments: 1, 1, 'ADMIN', 1, 1, 1, 'ADMIN', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPost":' || (
    SELECT '[' || coalesce(string_agg(s21.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"title":' || CASE WHEN (t1.title_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_10)::text, 'null') END
        || ',"author":' || CASE WHEN (t1.author_12 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t10.name_6 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.name_6)::text, 'null') END
        || ',"posts":' || (
          SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"title":'
              || CASE WHEN (t11.title_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.title_10)::text, 'null') END
              || '}' AS j
            FROM post_3 AS t11
            WHERE
              t11.author_12 = t1.author_12
              AND (
                (
                  EXISTS (
                    SELECT 1 FROM (SELECT t11.author_12 AS uid) AS r12 WHERE r12.uid IS NOT NULL AND r12.uid = $1
                  )
                )
                OR (EXISTS (SELECT 1 FROM user_1 AS t14 WHERE t14.is_1 = 1 AND t14.uid = $2 AND t14.role_7 = $3))
                OR (
                  EXISTS (
                    SELECT 1
                    FROM group_2 AS t17
                    WHERE
                      t17.is_2 = 1
                      AND t17.uid IN (SELECT t19.dst FROM edges_user_groups_17 AS t19 WHERE t19.src = $4)
                      AND t17.least_9 <= t11.level_11
                  )
                )
              )
            ORDER BY t11.uid
          ) AS s20
        )
        || '}' END
        || '}' AS j
      FROM post_3 AS t1 LEFT OUTER JOIN user_1 AS t10 ON t10.uid = t1.author_12
      WHERE
        t1.is_3 = 1
        AND (
          (EXISTS (SELECT 1 FROM (SELECT t1.author_12 AS uid) AS r2 WHERE r2.uid IS NOT NULL AND r2.uid = $5))
          OR (EXISTS (SELECT 1 FROM user_1 AS t4 WHERE t4.is_1 = 1 AND t4.uid = $6 AND t4.role_7 = $7))
          OR (
            EXISTS (
              SELECT 1
              FROM group_2 AS t7
              WHERE
                t7.is_2 = 1
                AND t7.uid IN (SELECT t9.dst FROM edges_user_groups_17 AS t9 WHERE t9.src = $8)
                AND t7.least_9 <= t1.level_11
            )
          )
        )
      ORDER BY t1.title_10 ASC NULLS LAST, t1.uid
    ) AS s21
  )
  || '}' AS anon_2
