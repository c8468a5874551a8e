-- the statement
-- arguments: 'horror'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryGenre":' || (
    SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"films":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"roles":' || (
                SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_5
                FROM (
                  SELECT
                    '{"actor":' || CASE WHEN (t4.actor_28 IS NULL) THEN chr(1) ELSE '{"name":'
                    || CASE WHEN (t5.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.name_23)::text, 'null') END
                    || ',"roles":' || (
                      SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_6
                      FROM (
                        SELECT
                          '{"character":' || CASE
                            WHEN (t6.character_26 IS NULL) THEN chr(1)
                            ELSE coalesce(to_json(t6.character_26)::text, 'null')
                          END
                          || '}' AS j
                        FROM role_3 AS t6
                        WHERE t6.actor_28 = t4.actor_28
                        ORDER BY t6.uid
                      ) AS s7
                    )
                    || '}' END
                    || '}' AS j
                  FROM role_3 AS t4 LEFT OUTER JOIN person_2 AS t5 ON t5.uid = t4.actor_28
                  WHERE t4.film_29 = t3.src
                  ORDER BY t4.uid
                ) AS s8
              )
              || '}' AS j
            FROM edges_film_genres_46 AS t3
            WHERE t3.dst = t1.uid
            ORDER BY t3.src
          ) AS s9
        )
        || '}' AS j
      FROM genre_4 AS t1
      WHERE
        t1.is_4 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (55) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
        )
      ORDER BY t1.uid
    ) AS s10
  )
  || '}' AS anon_2
