-- the statement
-- arguments: 1968, 'COMEDY', 1977, 'DRAMA', '["sabata"]', '["sabata"]', 1968, 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"alone":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END, '}') AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (
            SELECT d6.uid
            FROM (
              SELECT t2.uid AS uid
              FROM film_1 AS t2
              WHERE t2.year_14 = ?
              UNION
              SELECT t4.uid AS uid
              FROM film_1 AS t4
              WHERE t4.kind_19 = ?
            ) AS d6
          )
        ORDER BY t1.uid
      ) AS s7
    ),
    ',"beside":', (
      SELECT concat('[', group_concat(s15.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE
          t8.is_1 = 1
          AND (
            +t8.year_14 = ? AND +t8.kind_19 = ?
            OR json_extract(?, '$[0]') IS NOT NULL
            AND NOT (
              EXISTS (
                SELECT 1
                FROM json_each(?) AS u13
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_term_film_title_13 AS t11 WHERE t11.token = u13.value AND t11.uid = t8.uid
                  )
                )
              )
            )
          )
        ORDER BY t8.uid
      ) AS s15
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t16.code_12 IS NULL) THEN char(1) ELSE json_quote(t16.code_12) END, '}') AS j
        FROM film_1 AS t16
        WHERE t16.is_1 = 1 AND (+t16.year_14 = ? OR +t16.kind_19 = ?) IS NOT 1
        ORDER BY t16.uid
      ) AS s19
    ),
    '}'
  ) AS anon_2
