-- the statement
-- arguments: '["lost","once"]', '["lost","once"]', 2
WITH probe4 AS MATERIALIZED (
  SELECT count(*) AS count_1
  FROM (
    SELECT DISTINCT t2.uid AS uid
    FROM tokens_term_film_title_13 AS t2
    WHERE t2.token IN (SELECT value FROM json_each(?))
    LIMIT 1001
  ) AS probe
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilm":', (
    SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END,
        ',"rating":', json_quote(t7.rating_15),
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
              LIMIT CASE WHEN ((SELECT probe4.count_1 FROM probe4) > 1000) THEN 0 ELSE 1000 END
            )
          ORDER BY t1.rating_15 DESC NULLS LAST, t1.uid
          LIMIT ? + 0
        ) AS s6
        JOIN film_1 AS t7 ON t7.uid = s6.u
      ORDER BY s6.o0 DESC NULLS LAST, s6.u
    ) AS s8
  ),
  '}'
) AS anon_2,
(SELECT probe4.count_1 FROM probe4) AS anon_4

-- the statement, when too much would drive
-- arguments: '["lost","once"]', 2
WITH asked5 AS MATERIALIZED (
  SELECT u4.value AS value FROM json_each(?) AS u4
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilm":', (
    SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
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
            FROM asked5
            WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t6 WHERE t6.token = asked5.value AND t6.uid = t1.uid)
          )
        )
      ORDER BY t1.rating_15 DESC NULLS LAST, t1.uid
      LIMIT ? + 0
    ) AS s8
  ),
  '}'
) AS anon_2
