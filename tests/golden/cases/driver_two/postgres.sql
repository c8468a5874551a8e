-- the statement
-- arguments: ['alien'], ['alien'], ['alien'], 1, ['alien', 'west'], 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"a":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t10.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t10.code_12)::text, 'null') END
        || '}' AS j
      FROM
        (
          SELECT t1.uid AS u, t1.year_14 AS o0
          FROM film_1 AS t1
          WHERE
            t1.is_1 = 1
            AND t1.uid IN (
              SELECT t2.uid
              FROM tokens_term_film_title_13 AS t2
              WHERE
                t2.token = (CAST($1 AS text[]))[1]
                AND (CAST($2 AS text[]))[1] IS NOT NULL
                AND NOT (
                  EXISTS (
                    SELECT 1
                    FROM unnest(CAST($3 AS text[])) AS u6(value)
                    WHERE NOT (
                      EXISTS (
                        SELECT 1 FROM tokens_term_film_title_13 AS t4 WHERE t4.token = u6.value AND t4.uid = t2.uid
                      )
                    )
                  )
                )
            )
          ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
          LIMIT $4
        ) AS s9
        JOIN film_1 AS t10 ON t10.uid = s9.u
      ORDER BY s9.o0 ASC NULLS LAST, s9.u
    ) AS s11
  )
  || ',"b":' || (
    SELECT '[' || coalesce(string_agg(s17.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t16.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t16.code_12)::text, 'null') END
        || '}' AS j
      FROM
        (
          SELECT t12.uid AS u, t12.year_14 AS o0
          FROM film_1 AS t12
          WHERE
            t12.is_1 = 1
            AND t12.uid IN (
              SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ANY (CAST($5 AS text[]))
            )
          ORDER BY t12.year_14 ASC NULLS LAST, t12.uid
          LIMIT $6
        ) AS s15
        JOIN film_1 AS t16 ON t16.uid = s15.u
      ORDER BY s15.o0 ASC NULLS LAST, s15.u
    ) AS s17
  )
  || '}' AS anon_2
