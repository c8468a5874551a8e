-- the statement
-- arguments: 'de', 'de', 'fr', 'de', 'de', 'fr', 'de', 'fr'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"one":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"titleDe":',
          json_quote((SELECT t3.value FROM tags_film_title_13 AS t3 WHERE t3.uid = t1.uid AND t3.lang = ?)),
          ',"titleShown":', json_quote(
            coalesce(
              (SELECT t4.value FROM tags_film_title_13 AS t4 WHERE t4.uid = t1.uid AND t4.lang = ?),
              (SELECT t5.value FROM tags_film_title_13 AS t5 WHERE t5.uid = t1.uid AND t5.lang = ?)
            )
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND (SELECT t2.value FROM tags_film_title_13 AS t2 WHERE t2.uid = t1.uid AND t2.lang = ?) IS NOT NULL
        ORDER BY t1.uid
      ) AS s6
    ),
    ',"chain":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_4
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t7.code_12 IS NULL) THEN char(1) ELSE json_quote(t7.code_12) END,
          ',"titleShown":', json_quote(
            coalesce(
              (SELECT t10.value FROM tags_film_title_13 AS t10 WHERE t10.uid = t7.uid AND t10.lang = ?),
              (SELECT t11.value FROM tags_film_title_13 AS t11 WHERE t11.uid = t7.uid AND t11.lang = ?)
            )
          ),
          '}'
        ) AS j
        FROM film_1 AS t7
        WHERE
          t7.is_1 = 1
          AND t7.code_12 IS NOT NULL
          AND coalesce(
            (SELECT t8.value FROM tags_film_title_13 AS t8 WHERE t8.uid = t7.uid AND t8.lang = ?),
            (SELECT t9.value FROM tags_film_title_13 AS t9 WHERE t9.uid = t7.uid AND t9.lang = ?)
          ) IS NOT NULL
        ORDER BY t7.uid
      ) AS s12
    ),
    '}'
  ) AS anon_2
