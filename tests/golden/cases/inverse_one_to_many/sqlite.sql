-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"director":', coalesce(
            (
              SELECT s4.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END, '}'
                ) AS j
                FROM (SELECT t1.director_22 AS uid) AS r2 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = r2.uid
                WHERE r2.uid IS NOT NULL
                LIMIT 1
              ) AS s4
            ),
            'null'
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND t1.director_22 IS NOT NULL
        ORDER BY t1.uid
      ) AS s5
    ),
    ',"queryPerson":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_4
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t6.name_23 IS NULL) THEN char(1) ELSE json_quote(t6.name_23) END,
          ',"directed":', (
            SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_5
            FROM (
              SELECT concat(
                '{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}'
              ) AS j
              FROM film_1 AS t8
              WHERE t8.director_22 = t6.uid
              ORDER BY t8.uid
            ) AS s9
          ),
          ',"directedAggregate":',
          (SELECT concat('{"count":', count(*), '}') AS anon_6 FROM film_1 AS t10 WHERE t10.director_22 = t6.uid),
          '}'
        ) AS j
        FROM person_2 AS t6
        WHERE t6.is_2 = 1 AND (EXISTS (SELECT 1 FROM film_1 AS t7 WHERE t7.director_22 = t6.uid))
        ORDER BY t6.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
