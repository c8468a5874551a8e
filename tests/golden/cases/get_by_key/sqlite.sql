-- the statement
-- arguments: 'alien', 'western'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getFilm":', coalesce(
      (
        SELECT concat(
          '{"id":', printf('"0x%x"', t1.uid),
          ',"title":', CASE WHEN (t1.title_13 IS NULL) THEN char(1) ELSE json_quote(t1.title_13) END,
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    ',"getGenre":', coalesce(
      (
        SELECT concat('{"name":', CASE WHEN (t3.name_30 IS NULL) THEN char(1) ELSE json_quote(t3.name_30) END, '}') AS j
        FROM genre_4 AS t3
        WHERE
          t3.is_4 = 1
          AND t3.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (55) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
