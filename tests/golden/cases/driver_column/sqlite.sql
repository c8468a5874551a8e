-- the statement
-- arguments: 'space', 'space', 10
WITH probe4 AS MATERIALIZED (
  SELECT count(*) AS count_1 FROM (SELECT t2.uid AS uid FROM film_1 AS t2 WHERE t2.tag_20 = ? LIMIT 1001) AS probe
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilm":', (
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
              FROM film_1 AS t2
              WHERE t2.tag_20 = ?
              LIMIT CASE WHEN ((SELECT probe4.count_1 FROM probe4) > 1000) THEN 0 ELSE 1000 END
            )
          ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
          LIMIT ? + 0
        ) AS s6
        JOIN film_1 AS t7 ON t7.uid = s6.u
      ORDER BY s6.o0 ASC NULLS LAST, s6.u
    ) AS s8
  ),
  '}'
) AS anon_2,
(SELECT probe4.count_1 FROM probe4) AS anon_4

-- the statement, when too much would drive
-- arguments: 'space', 10
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND +t1.tag_20 = ?
        ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s5
    ),
    '}'
  ) AS anon_2
