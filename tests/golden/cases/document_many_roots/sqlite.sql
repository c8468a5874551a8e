-- the statement
-- arguments: 'lost'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryGenre":', (
      SELECT concat('[', group_concat(s2.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"name":', CASE WHEN (t1.name_30 IS NULL) THEN char(1) ELSE json_quote(t1.name_30) END, '}') AS j
        FROM genre_4 AS t1
        WHERE t1.is_4 = 1
        ORDER BY t1.uid
      ) AS s2
    ),
    ',"aggregatePerson":', (SELECT concat('{"count":', count(*), '}') AS anon_4 FROM person_2 AS t3 WHERE t3.is_2 = 1),
    ',"getFilm":', coalesce(
      (
        SELECT concat('{"title":', CASE WHEN (t4.title_13 IS NULL) THEN char(1) ELSE json_quote(t4.title_13) END, '}') AS j
        FROM film_1 AS t4
        WHERE
          t4.is_1 = 1
          AND t4.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
