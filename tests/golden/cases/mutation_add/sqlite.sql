-- the payload of addFilm
-- arguments: 'de', '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"film":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"id":', printf('"0x%x"', t1.uid),
          ',"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"title":', CASE WHEN (t1.title_13 IS NULL) THEN char(1) ELSE json_quote(t1.title_13) END,
          ',"titleDe":',
          json_quote((SELECT t3.value FROM tags_film_title_13 AS t3 WHERE t3.uid = t1.uid AND t3.lang = ?)),
          ',"year":', coalesce(t1.year_14, 'null'),
          ',"aliases":', (
            SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_4
            FROM (
              SELECT json_quote(t4.value) AS j FROM list_film_aliases_43 AS t4 WHERE t4.uid = t1.uid ORDER BY t4.value
            ) AS s5
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
