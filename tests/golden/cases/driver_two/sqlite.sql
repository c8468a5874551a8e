-- probe 1
-- arguments: '["alien"]', '["alien"]', '["alien"]', 1001
SELECT count(*) AS count_1
FROM (
  SELECT t2.uid AS uid
  FROM tokens_term_film_title_13 AS t2
  WHERE
    t2.token = json_extract(?, '$[0]')
    AND json_extract(?, '$[0]') IS NOT NULL
    AND NOT (
      EXISTS (
        SELECT 1
        FROM json_each(?) AS u6
        WHERE NOT (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t4 WHERE t4.token = u6.value AND t4.uid = t2.uid))
      )
    )
  LIMIT ?
) AS probe

-- probe 2
-- arguments: '["alien","west"]', 1001
SELECT count(*) AS count_1
FROM (
  SELECT gw_keys.uid AS uid
  FROM gw_keys
  WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
  LIMIT ?
) AS probe

-- the statement, when the probes found few
-- arguments: '["alien"]', '["alien"]', '["alien"]', 1, '["alien","west"]', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"a":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t10.code_12 IS NULL) THEN char(1) ELSE json_quote(t10.code_12) END, '}') AS j
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
                  AND json_extract(?, '$[0]') IS NOT NULL
                  AND NOT (
                    EXISTS (
                      SELECT 1
                      FROM json_each(?) AS u6
                      WHERE NOT (
                        EXISTS (
                          SELECT 1 FROM tokens_term_film_title_13 AS t4 WHERE t4.token = u6.value AND t4.uid = t2.uid
                        )
                      )
                    )
                  )
              )
            ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s9
          JOIN film_1 AS t10 ON t10.uid = s9.u
        ORDER BY s9.o0 ASC NULLS LAST, s9.u
      ) AS s11
    ),
    ',"b":', (
      SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t16.code_12 IS NULL) THEN char(1) ELSE json_quote(t16.code_12) END, '}') AS j
        FROM
          (
            SELECT t12.uid AS u, t12.year_14 AS o0
            FROM film_1 AS t12
            WHERE
              t12.is_1 = 1
              AND t12.uid IN (
                SELECT gw_keys.uid
                FROM gw_keys
                WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
              )
            ORDER BY t12.year_14 ASC NULLS LAST, t12.uid
            LIMIT ? + 0
          ) AS s15
          JOIN film_1 AS t16 ON t16.uid = s15.u
        ORDER BY s15.o0 ASC NULLS LAST, s15.u
      ) AS s17
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: '["alien"]', '["alien"]', 1, '["alien","west"]', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"a":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND json_extract(?, '$[0]') IS NOT NULL
          AND NOT (
            EXISTS (
              SELECT 1
              FROM json_each(?) AS u10
              WHERE NOT (
                EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t8 WHERE t8.token = u10.value AND t8.uid = t1.uid)
              )
            )
          )
        ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s13
    ),
    ',"b":', (
      SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t14.code_12 IS NULL) THEN char(1) ELSE json_quote(t14.code_12) END, '}') AS j
        FROM film_1 AS t14
        WHERE t14.is_1 = 1 AND +t14.code_12 IN (SELECT value FROM json_each(?))
        ORDER BY t14.year_14 ASC NULLS LAST, t14.uid
        LIMIT ? + 0
      ) AS s18
    ),
    '}'
  ) AS anon_2
