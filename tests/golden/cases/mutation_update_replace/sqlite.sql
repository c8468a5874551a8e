-- the targets of updateFilm
-- arguments: 'alien'
SELECT t1.uid
FROM film_1 AS t1
WHERE t1.is_1 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
ORDER BY t1.uid

-- the payload of updateFilm
-- arguments: '[]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"film":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"aliases":', (
            SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_4
            FROM (
              SELECT json_quote(t3.value) AS j FROM list_film_aliases_43 AS t3 WHERE t3.uid = t1.uid ORDER BY t3.value
            ) AS s4
          ),
          ',"genres":', (
            SELECT concat('[', group_concat(s10.j, ','), ']') AS anon_5
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t6.name_30 IS NULL) THEN char(1) ELSE json_quote(t6.name_30) END,
                ',"films":', (
                  SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_6
                  FROM (
                    SELECT concat(
                      '{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}'
                    ) AS j
                    FROM edges_film_genres_46 AS t7 LEFT OUTER JOIN film_1 AS t8 ON t8.uid = t7.src
                    WHERE t7.dst = t5.dst
                    ORDER BY t7.src
                  ) AS s9
                ),
                '}'
              ) AS j
              FROM edges_film_genres_46 AS t5 LEFT OUTER JOIN genre_4 AS t6 ON t6.uid = t5.dst
              WHERE t5.src = t1.uid
              ORDER BY t6.name_30 ASC NULLS LAST, t5.dst
            ) AS s10
          ),
          ',"director":', CASE
            WHEN (t1.director_22 IS NULL) THEN 'null'
            ELSE concat(
              '{"name":', CASE WHEN (t11.name_23 IS NULL) THEN char(1) ELSE json_quote(t11.name_23) END, '}'
            )
          END,
          '}'
        ) AS j
        FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t11 ON t11.uid = t1.director_22
        WHERE t1.is_1 = 1 AND t1.uid IN (SELECT value FROM json_each(?))
        ORDER BY t1.uid
      ) AS s12
    ),
    '}'
  ) AS anon_2
