-- the statement
-- arguments: 'alien', '["alien","west"]', 'alien', 1, '["alien","west"]', 1
WITH probe4 AS MATERIALIZED (
  SELECT count(*) AS count_1
  FROM (SELECT t2.uid AS uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ? LIMIT 1001) AS probe
),
probe11 AS MATERIALIZED (
  SELECT count(*) AS count_2
  FROM (
    SELECT gw_keys.uid AS uid
    FROM gw_keys
    WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
    LIMIT 1001
  ) AS probe
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"a":', (
    SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
    FROM (
      SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
      FROM
        (
          SELECT t1.uid AS u, t1.year_14 AS o0
          FROM film_1 AS t1
          WHERE
            t1.is_1 = 1
            AND t1.uid IN (
              SELECT t2.uid
              FROM tokens_term_film_title_13 AS t2
              WHERE t2.token = ?
              LIMIT CASE WHEN ((SELECT probe4.count_1 FROM probe4) > 1000) THEN 0 ELSE 1000 END
            )
          ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
          LIMIT ? + 0
        ) AS s6
        JOIN film_1 AS t7 ON t7.uid = s6.u
      ORDER BY s6.o0 ASC NULLS LAST, s6.u
    ) AS s8
  ),
  ',"b":', (
    SELECT concat('[', group_concat(s15.j, ','), ']') AS anon_4
    FROM (
      SELECT concat('{"code":', CASE WHEN (t14.code_12 IS NULL) THEN char(1) ELSE json_quote(t14.code_12) END, '}') AS j
      FROM
        (
          SELECT t9.uid AS u, t9.year_14 AS o0
          FROM film_1 AS t9
          WHERE
            t9.is_1 = 1
            AND t9.uid IN (
              SELECT gw_keys.uid
              FROM gw_keys
              WHERE gw_keys.scope IN (54) AND gw_keys.value IN (SELECT value FROM json_each(?))
              LIMIT CASE WHEN ((SELECT probe11.count_2 FROM probe11) > 1000) THEN 0 ELSE 1000 END
            )
          ORDER BY t9.year_14 ASC NULLS LAST, t9.uid
          LIMIT ? + 0
        ) AS s13
        JOIN film_1 AS t14 ON t14.uid = s13.u
      ORDER BY s13.o0 ASC NULLS LAST, s13.u
    ) AS s15
  ),
  '}'
) AS anon_2,
(SELECT probe4.count_1 FROM probe4) AS anon_5,
(SELECT probe11.count_2 FROM probe11) AS anon_6

-- the statement, when too much would drive
-- arguments: 'alien', 1, '["alien","west"]', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"a":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND (EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t4 WHERE t4.token = +? AND t4.uid = t1.uid))
        ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s6
    ),
    ',"b":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM film_1 AS t7
        WHERE t7.is_1 = 1 AND +t7.code_12 IN (SELECT value FROM json_each(?))
        ORDER BY t7.year_14 ASC NULLS LAST, t7.uid
        LIMIT ? + 0
      ) AS s11
    ),
    '}'
  ) AS anon_2
