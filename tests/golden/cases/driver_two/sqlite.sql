-- probe 1
-- arguments: '["alien"]'
SELECT count(*) AS count_1
FROM (
  SELECT t11.uid AS uid FROM tokens_term_film_title_13 AS t11 WHERE t11.token = json_extract(?, '$[0]') LIMIT 1001
) AS probe

-- probe 2
-- arguments: '["alien","west"]'
SELECT count(*) AS count_1
FROM (
  SELECT gw_keys.uid AS uid
  FROM gw_keys
  WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
  LIMIT 1001
) AS probe

-- the statement, when the probes found few
-- arguments: '["alien"]', '["alien"]', '["alien"]', '["alien"]', '["alien"]', 1, '["alien","west"]', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"a":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t15.code_12 IS NULL) THEN char(1) ELSE json_quote(t15.code_12) END, '}') AS j
        FROM
          (
            SELECT t1.uid AS u, t1.year_14 AS o0
            FROM film_1 AS t1
            WHERE
              t1.is_1 = 1
              AND t1.uid IN (
                SELECT t2.uid
                FROM tokens_term_film_title_13 AS t2
                WHERE
                  t2.token = json_extract(?, '$[0]')
                  AND (
                    json_array_length(?) = 1
                    OR (
                      EXISTS (
                        SELECT 1
                        FROM tokens_term_film_title_13 AS t9
                        WHERE t9.token = json_extract(?, '$[0]') AND t9.uid = t2.uid
                      )
                    )
                    AND (
                      json_array_length(?) = 1
                      OR NOT (
                        EXISTS (
                          SELECT 1
                          FROM json_each(?) AS u7
                          WHERE NOT (
                            EXISTS (
                              SELECT 1
                              FROM tokens_term_film_title_13 AS t5
                              WHERE t5.token = u7.value AND t5.uid = t2.uid
                            )
                          )
                        )
                      )
                    )
                  )
              )
            ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s14
          JOIN film_1 AS t15 ON t15.uid = s14.u
        ORDER BY s14.o0 ASC NULLS LAST, s14.u
      ) AS s16
    ),
    ',"b":', (
      SELECT concat('[', group_concat(s22.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t21.code_12 IS NULL) THEN char(1) ELSE json_quote(t21.code_12) END, '}') AS j
        FROM
          (
            SELECT t17.uid AS u, t17.year_14 AS o0
            FROM film_1 AS t17
            WHERE
              t17.is_1 = 1
              AND t17.uid IN (
                SELECT gw_keys.uid
                FROM gw_keys
                WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
              )
            ORDER BY t17.year_14 ASC NULLS LAST, t17.uid
            LIMIT ? + 0
          ) AS s20
          JOIN film_1 AS t21 ON t21.uid = s20.u
        ORDER BY s20.o0 ASC NULLS LAST, s20.u
      ) AS s22
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: '["alien"]', '["alien"]', '["alien"]', 1, '["alien","west"]', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"a":', (
      SELECT concat('[', group_concat(s20.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND (
            EXISTS (
              SELECT 1
              FROM tokens_term_film_title_13 AS t17
              WHERE t17.token = json_extract(?, '$[0]') AND t17.uid = t1.uid
            )
          )
          AND (
            json_array_length(?) = 1
            OR NOT (
              EXISTS (
                SELECT 1
                FROM json_each(?) AS u15
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t13 WHERE t13.token = u15.value AND t13.uid = t1.uid
                  )
                )
              )
            )
          )
        ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s20
    ),
    ',"b":', (
      SELECT concat('[', group_concat(s25.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t21.code_12 IS NULL) THEN char(1) ELSE json_quote(t21.code_12) END, '}') AS j
        FROM film_1 AS t21
        WHERE t21.is_1 = 1 AND +t21.code_12 IN (SELECT value FROM json_each(?))
        ORDER BY t21.year_14 ASC NULLS LAST, t21.uid
        LIMIT ? + 0
      ) AS s25
    ),
    '}'
  ) AS anon_2
