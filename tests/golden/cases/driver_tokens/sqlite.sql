-- probe 1
-- arguments: '["lost","once"]'
SELECT count(*) AS count_1
FROM (
  SELECT t4.uid AS uid FROM tokens_term_film_title_13 AS t4 WHERE t4.token = json_extract(?, '$[0]') LIMIT 1001
) AS probe

-- the statement, when the probes found few
-- arguments: '["lost","once"]', 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END,
          ',"rating":', json_quote(t8.rating_15),
          '}'
        ) AS j
        FROM
          (
            SELECT t1.uid AS u, t1.rating_15 AS o0
            FROM film_1 AS t1
            WHERE
              t1.is_1 = 1
              AND t1.uid IN (
                SELECT DISTINCT t2.uid
                FROM tokens_term_film_title_13 AS t2
                WHERE t2.token IN (SELECT value FROM json_each(?))
              )
            ORDER BY t1.rating_15 DESC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s7
          JOIN film_1 AS t8 ON t8.uid = s7.u
        ORDER BY s7.o0 DESC NULLS LAST, s7.u
      ) AS s9
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: '["lost","once"]', 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"rating":', json_quote(t1.rating_15),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND (
            EXISTS (
              SELECT 1
              FROM json_each(?) AS u8
              WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t6 WHERE t6.token = u8.value AND t6.uid = t1.uid)
            )
          )
        ORDER BY t1.rating_15 DESC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s10
    ),
    '}'
  ) AS anon_2
