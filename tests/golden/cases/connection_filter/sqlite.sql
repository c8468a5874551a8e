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
-- arguments: '["stalker","alien","the"]', 1979, 11, 1, '["stalker","alien","the"]', 1979, 1, '["stalker","alien","the"]', 1, 1, '["stalker","alien","the"]'
WITH page25 AS MATERIALIZED (
  SELECT s24.u AS u, s24.o0 AS o0
  FROM (
    SELECT s21.u AS u, s21.o0 AS o0
    FROM (
      SELECT t10.uid AS u, t10.year_14 AS o0
      FROM film_1 AS t10
      WHERE
        t10.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM json_each(?) AS u12
            WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t11 WHERE t11.token = u12.value AND t11.uid = t10.uid)
          )
        )
        AND t10.year_14 = ?
        AND t10.uid > ?
      ORDER BY t10.year_14 DESC NULLS LAST, t10.uid ASC
      LIMIT ? + 0
    ) AS s21
    UNION ALL
    SELECT s22.u AS u, s22.o0 AS o0
    FROM (
      SELECT t15.uid AS u, t15.year_14 AS o0
      FROM film_1 AS t15
      WHERE
        t15.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM json_each(?) AS u17
            WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t16 WHERE t16.token = u17.value AND t16.uid = t15.uid)
          )
        )
        AND t15.year_14 < ?
      ORDER BY t15.year_14 DESC NULLS LAST, t15.uid ASC
      LIMIT ? + 0
    ) AS s22
    UNION ALL
    SELECT s23.u AS u, s23.o0 AS o0
    FROM (
      SELECT t18.uid AS u, t18.year_14 AS o0
      FROM film_1 AS t18
      WHERE
        t18.is_1 = 1
        AND (
          EXISTS (
            SELECT 1
            FROM json_each(?) AS u20
            WHERE EXISTS (SELECT 1 FROM tokens_term_film_title_13 AS t19 WHERE t19.token = u20.value AND t19.uid = t18.uid)
          )
        )
        AND t18.year_14 IS NULL
      ORDER BY t18.year_14 DESC NULLS LAST, t18.uid ASC
      LIMIT ? + 0
    ) AS s23
    LIMIT ? + 0
  ) AS s24
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
      SELECT concat('[', group_concat(s27.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"node":', concat(
            '{"title":', CASE WHEN (t26.title_13 IS NULL) THEN char(1) ELSE json_quote(t26.title_13) END,
            ',"year":', coalesce(t26.year_14, 'null'),
            '}'
          ),
          '}'
        ) AS j
        FROM page25 JOIN film_1 AS t26 ON t26.uid = page25.u
        ORDER BY page25.o0 DESC NULLS LAST, page25.u ASC
      ) AS s27
    ),
    '}'
  ),
  '}'
) AS anon_2
