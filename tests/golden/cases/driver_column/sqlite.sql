-- probe 1
-- arguments: 'space'
SELECT count(*) AS count_1 FROM (SELECT t2.uid AS uid FROM film_1 AS t2 WHERE t2.tag_20 = ? LIMIT 1001) AS probe

-- the statement, when the probes found few
-- arguments: 'space', 10
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t6.code_12 IS NULL) THEN char(1) ELSE json_quote(t6.code_12) END, '}') AS j
        FROM
          (
            SELECT t1.uid AS u, t1.year_14 AS o0
            FROM film_1 AS t1
            WHERE t1.is_1 = 1 AND t1.uid IN (SELECT t2.uid FROM film_1 AS t2 WHERE t2.tag_20 = ?)
            ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s5
          JOIN film_1 AS t6 ON t6.uid = s5.u
        ORDER BY s5.o0 ASC NULLS LAST, s5.u
      ) AS s7
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: 'space', 10
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND +t1.tag_20 = ?
        ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
        LIMIT ? + 0
      ) AS s6
    ),
    '}'
  ) AS anon_2
