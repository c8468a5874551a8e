-- the statement
-- arguments: 'de', 'de'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"tagged":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND (SELECT t2.value FROM tags_film_title_13 AS t2 WHERE t2.uid = t1.uid AND t2.lang = ?) IS NOT NULL
        ORDER BY t1.uid
      ) AS s3
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t4.code_12 IS NULL) THEN char(1) ELSE json_quote(t4.code_12) END, '}') AS j
        FROM film_1 AS t4
        WHERE
          t4.is_1 = 1
          AND ((SELECT t5.value FROM tags_film_title_13 AS t5 WHERE t5.uid = t4.uid AND t5.lang = ?) IS NOT NULL) IS NOT 1
        ORDER BY t4.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
