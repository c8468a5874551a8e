-- the statement
-- arguments: 'alien', 1970
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ?)
          AND +t1.year_14 >= ?
        ORDER BY t1.code_12 ASC NULLS LAST, t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
