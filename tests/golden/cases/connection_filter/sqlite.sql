-- the statement
-- arguments: '["stalker","alien","the"]', '["stalker","alien","the"]', 1979, 1979, 1979, 11, 1, '["stalker","alien","the"]'
WITH probe8 AS MATERIALIZED (
  SELECT count(*) AS count_2
  FROM (
    SELECT DISTINCT t7.uid AS uid
    FROM tokens_term_film_title_13 AS t7
    WHERE t7.token IN (SELECT value FROM json_each(?))
    LIMIT 1001
  ) AS probe
),
page11 AS MATERIALIZED (
  SELECT t6.uid AS u, t6.year_14 AS o0
  FROM film_1 AS t6
  WHERE
    t6.is_1 = 1
    AND t6.uid IN (
      SELECT DISTINCT t7.uid
      FROM tokens_term_film_title_13 AS t7
      WHERE t7.token IN (SELECT value FROM json_each(?))
      LIMIT CASE WHEN ((SELECT probe8.count_2 FROM probe8) > 1000) THEN 0 ELSE 1000 END
    )
    AND (+t6.year_14 < ? OR +t6.year_14 IS NULL AND CAST(? AS BIGINT) IS NOT NULL OR +t6.year_14 IS ? AND +t6.uid > ?)
  ORDER BY t6.year_14 DESC NULLS LAST, t6.uid ASC
  LIMIT ? + 0
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"totalCount":', (
      SELECT count(*) AS count_1
      FROM (
        SELECT t1.uid AS uid
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT DISTINCT t2.uid
            FROM tokens_term_film_title_13 AS t2
            WHERE t2.token IN (SELECT value FROM json_each(?))
          )
      ) AS s4
    ),
    ',"edges":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"node":', concat(
            '{"title":', CASE WHEN (t12.title_13 IS NULL) THEN char(1) ELSE json_quote(t12.title_13) END,
            ',"year":', coalesce(t12.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page11 JOIN film_1 AS t12 ON t12.uid = page11.u
        ORDER BY page11.o0 DESC NULLS LAST, page11.u ASC
      ) AS s13
    ),
    '}'
  ),
  '}'
) AS anon_2,
(SELECT probe8.count_2 FROM probe8) AS anon_4

-- the statement, when too much would drive
-- arguments: '["stalker","alien","the"]', '["stalker","alien","the"]', '["stalker","alien","the"]', 1979, 11, 1, 1979, 1, 1, 1, '["stalker","alien","the"]'
WITH asked13 AS MATERIALIZED (SELECT u12.value AS value FROM json_each(?) AS u12),
asked19 AS MATERIALIZED (SELECT u18.value AS value FROM json_each(?) AS u18),
asked23 AS MATERIALIZED (SELECT u22.value AS value FROM json_each(?) AS u22),
page29 AS MATERIALIZED (
  SELECT s28.u AS u, s28.o0 AS o0
  FROM (
    SELECT s25.u AS u, s25.o0 AS o0
    FROM (
      SELECT t11.uid AS u, t11.year_14 AS o0
      FROM film_1 AS t11
      WHERE
        t11.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM asked13
            WHERE EXISTS (
              SELECT 1 FROM tokens_term_film_title_13 AS t14 WHERE t14.token = asked13.value AND t14.uid = t11.uid
            )
          )
        )
        AND t11.year_14 = ?
        AND t11.uid > ?
      ORDER BY t11.year_14 DESC NULLS LAST, t11.uid ASC
      LIMIT ? + 0
    ) AS s25
    UNION ALL
    SELECT s26.u AS u, s26.o0 AS o0
    FROM (
      SELECT t17.uid AS u, t17.year_14 AS o0
      FROM film_1 AS t17
      WHERE
        t17.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM asked19
            WHERE EXISTS (
              SELECT 1 FROM tokens_term_film_title_13 AS t20 WHERE t20.token = asked19.value AND t20.uid = t17.uid
            )
          )
        )
        AND t17.year_14 < ?
      ORDER BY t17.year_14 DESC NULLS LAST, t17.uid ASC
      LIMIT ? + 0
    ) AS s26
    UNION ALL
    SELECT s27.u AS u, s27.o0 AS o0
    FROM (
      SELECT t21.uid AS u, t21.year_14 AS o0
      FROM film_1 AS t21
      WHERE
        t21.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM asked23
            WHERE EXISTS (
              SELECT 1 FROM tokens_term_film_title_13 AS t24 WHERE t24.token = asked23.value AND t24.uid = t21.uid
            )
          )
        )
        AND t21.year_14 IS NULL
      ORDER BY t21.year_14 DESC NULLS LAST, t21.uid ASC
      LIMIT ? + 0
    ) AS s27
    LIMIT ? + 0
  ) AS s28
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"totalCount":', (
      SELECT count(*) AS count_1
      FROM (
        SELECT t1.uid AS uid
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT DISTINCT t2.uid
            FROM tokens_term_film_title_13 AS t2
            WHERE t2.token IN (SELECT value FROM json_each(?))
          )
      ) AS s4
    ),
    ',"edges":', (
      SELECT concat('[', group_concat(s31.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"node":', concat(
            '{"title":', CASE WHEN (t30.title_13 IS NULL) THEN char(1) ELSE json_quote(t30.title_13) END,
            ',"year":', coalesce(t30.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page29 JOIN film_1 AS t30 ON t30.uid = page29.u
        ORDER BY page29.o0 DESC NULLS LAST, page29.u ASC
      ) AS s31
    ),
    '}'
  ),
  '}'
) AS anon_2
