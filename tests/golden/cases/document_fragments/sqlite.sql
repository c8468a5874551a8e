-- the statement
-- arguments: 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', CASE
            WHEN (t1.director_22 IS NULL) THEN 'null'
            ELSE concat(
              '{"name":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END,
              ',"born":', coalesce(t3.born_24, 'null'),
              '}'
            )
          END,
          ',"year":', coalesce(t1.year_14, 'null'),
          '}'
        ) AS j
        FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.director_22
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
