-- the statement
-- arguments: 1968, 'COMEDY', 1977, 'DRAMA', '["sabata"]', '["sabata"]', '["sabata"]', 1968, 'COMEDY'
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
      SELECT concat('[', group_concat(s26.j, ','), ']') AS anon_4
      FROM (
        SELECT concat('{"code":', CASE WHEN (t8.code_12 IS NULL) THEN char(1) ELSE json_quote(t8.code_12) END, '}') AS j
        FROM film_1 AS t8
        WHERE
          t8.is_1 = 1
          AND (
            +t8.year_14 = ? AND +t8.kind_19 = ?
            OR (
              EXISTS (
                SELECT 1
                FROM tokens_term_film_title_13 AS t24
                WHERE t24.token = json_extract(?, '$[0]') AND t24.uid = t8.uid
              )
            )
            AND (
              json_array_length(?) = 1
              OR NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u22
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_term_film_title_13 AS t20 WHERE t20.token = u22.value AND t20.uid = t8.uid
                    )
                  )
                )
              )
            )
          )
        ORDER BY t8.uid
      ) AS s26
    ),
    ',"negated":', (
      SELECT concat('[', group_concat(s30.j, ','), ']') AS anon_5
      FROM (
        SELECT concat('{"code":', CASE WHEN (t27.code_12 IS NULL) THEN char(1) ELSE json_quote(t27.code_12) END, '}') AS j
        FROM film_1 AS t27
        WHERE t27.is_1 = 1 AND (+t27.year_14 = ? OR +t27.kind_19 = ?) IS NOT 1
        ORDER BY t27.uid
      ) AS s30
    ),
    '}'
  ) AS anon_2
