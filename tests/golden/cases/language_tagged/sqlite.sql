-- the statement
-- arguments: 'de', 'de', 'fr', 4
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"title":', CASE WHEN (t1.title_13 IS NULL) THEN char(1) ELSE json_quote(t1.title_13) END,
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
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
        LIMIT ? + 0
      ) AS s6
    ),
    '}'
  ) AS anon_2
