-- the statement
-- arguments: 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s6.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', coalesce(
            (
              SELECT s5.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t4.name_23 IS NULL) THEN char(1) ELSE json_quote(t4.name_23) END,
                  ',"born":', coalesce(t4.born_24, 'null'),
                  '}'
                ) AS j
                FROM (SELECT t1.director_22 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
                WHERE r3.uid IS NOT NULL
                LIMIT 1
              ) AS s5
            ),
            'null'
          ),
          ',"year":', coalesce(t1.year_14, 'null'),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        ORDER BY t1.uid
      ) AS s6
    ),
    '}'
  ) AS anon_2
