-- the statement
-- arguments: 1970, 1970, 8.0, 1977, 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"twice":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND ((+t1.year_14 > ?) IS NOT 1) IS NOT 1
        ORDER BY t1.uid
      ) AS s3
    ),
    ',"mixed":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}') AS j
        FROM film_1 AS t4
        WHERE t4.is_1 = 1 AND (+t4.year_14 > ? AND +t4.rating_15 < ?) IS NOT 1
        ORDER BY t4.uid
      ) AS s7
    ),
    ',"both":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1 AND (+t8.year_14 = ?) IS NOT 1 AND (+t8.kind_19 = ?) IS NOT 1
        ORDER BY t8.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
