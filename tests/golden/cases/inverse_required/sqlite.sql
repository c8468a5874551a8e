-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryRole":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"character":', CASE WHEN (t1.character_26 IS NULL) THEN char(1) ELSE json_quote(t1.character_26) END,
          ',"film":', coalesce(
            (
              SELECT s4.j
              FROM (
                SELECT concat(
                  '{"code":', CASE WHEN (t3.code_12 IS NULL) THEN char(1) ELSE json_quote(t3.code_12) END, '}'
                ) AS j
                FROM (SELECT t1.film_29 AS uid) AS r2 LEFT OUTER JOIN film_1 AS t3 ON t3.uid = r2.uid
                WHERE r2.uid IS NOT NULL
                LIMIT 1
              ) AS s4
            ),
            char(1)
          ),
          ',"actor":', coalesce(
            (
              SELECT s7.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t6.name_23 IS NULL) THEN char(1) ELSE json_quote(t6.name_23) END, '}'
                ) AS j
                FROM (SELECT t1.actor_28 AS uid) AS r5 LEFT OUTER JOIN person_2 AS t6 ON t6.uid = r5.uid
                WHERE r5.uid IS NOT NULL
                LIMIT 1
              ) AS s7
            ),
            char(1)
          ),
          '}'
        ) AS j
        FROM role_3 AS t1
        WHERE t1.is_3 = 1
        ORDER BY t1.uid
      ) AS s8
    ),
    '}'
  ) AS anon_2
