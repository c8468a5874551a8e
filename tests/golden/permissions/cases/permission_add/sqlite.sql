-- the payload of addPost
-- arguments: '[]', 1, 1, 'ADMIN', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"post":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"title":', CASE WHEN (t1.title_10 IS NULL) THEN char(1) ELSE json_quote(t1.title_10) END, '}') AS j
        FROM post_3 AS t1
        WHERE
          t1.is_3 = 1
          AND t1.uid IN (SELECT value FROM json_each(?))
          AND (
            (EXISTS (SELECT 1 FROM (SELECT t1.author_12 AS uid) AS r3 WHERE r3.uid IS NOT NULL AND r3.uid = ?))
            OR (EXISTS (SELECT 1 FROM user_1 AS t5 WHERE t5.is_1 = 1 AND t5.uid = ? AND t5.role_7 = ?))
            OR (
              EXISTS (
                SELECT 1
                FROM group_2 AS t8
                WHERE
                  t8.is_2 = 1
                  AND t8.uid IN (SELECT t10.dst FROM edges_user_groups_17 AS t10 WHERE t10.src = ?)
                  AND t8.least_9 <= t1.level_11
              )
            )
          )
        ORDER BY t1.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
