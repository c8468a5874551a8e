-- probe 1
-- arguments: 'space', 1001
SELECT count(*) AS count_1 FROM (SELECT t2.uid AS uid FROM film_1 AS t2 WHERE t2.tag_20 = ? LIMIT ?) AS probe

-- the statement, when the probes found few
-- arguments: 'space', 10
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM
          (
            SELECT t1.uid AS u, t1.year_14 AS o0
            FROM film_1 AS t1
            WHERE t1.is_1 = 1 AND t1.uid IN (SELECT t4.uid FROM film_1 AS t4 WHERE t4.tag_20 = ?)
            ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s7
          JOIN film_1 AS t8 ON t8.uid = s7.u
        ORDER BY s7.o0 ASC NULLS LAST, s7.u
      ) AS s9
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: 'space', 10
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END, '}') AS j
        FROM
          (
            SELECT t1.uid AS u, t1.year_14 AS o0
            FROM film_1 AS t1
            WHERE t1.is_1 = 1 AND +t1.tag_20 = ?
            ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
            LIMIT ? + 0
          ) AS s6
          JOIN film_1 AS t7 ON t7.uid = s6.u
        ORDER BY s6.o0 ASC NULLS LAST, s6.u
      ) AS s8
    ),
    '}'
  ) AS anon_2
