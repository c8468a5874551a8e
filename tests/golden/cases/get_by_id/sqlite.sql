-- the statement
-- arguments: 11
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getFilm":', coalesce(
      (
        SELECT concat(
          '{"id":', printf('"0x%x"', t1.uid),
          ',"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"title":', CASE WHEN (t1.title_13 IS NULL) THEN char(1) ELSE json_quote(t1.title_13) END,
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.uid = ?
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
