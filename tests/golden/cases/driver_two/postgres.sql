-- the statement
-- arguments: ['alien'], ['alien'], ['alien'], ['alien'], ['alien'], 1, ['alien', 'west'], 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"a":' || (
    SELECT '[' || coalesce(string_agg(s14.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t13.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t13.code_12)::text, 'null') END
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
                AND (
                  cardinality(CAST($2 AS text[])) = 1
                  OR (
                    EXISTS (
                      SELECT 1
                      FROM tokens_term_film_title_13 AS t9
                      WHERE t9.token = (CAST($3 AS text[]))[1] AND t9.uid = t2.uid
                    )
                  )
                  AND (
                    cardinality(CAST($4 AS text[])) = 1
                    OR NOT (
                      EXISTS (
                        SELECT 1
                        FROM unnest(CAST($5 AS text[])) AS u7(value)
                        WHERE NOT (
                          EXISTS (
                            SELECT 1
                            FROM tokens_term_film_title_13 AS t5
                            WHERE t5.token = u7.value AND t5.uid = t2.uid
                          )
                        )
                      )
                    )
                  )
                )
            )
          ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
          LIMIT $6
        ) AS s12
        JOIN film_1 AS t13 ON t13.uid = s12.u
      ORDER BY s12.o0 ASC NULLS LAST, s12.u
    ) AS s14
  )
  || ',"b":' || (
    SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t19.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.code_12)::text, 'null') END
        || '}' AS j
      FROM
        (
          SELECT t15.uid AS u, t15.year_14 AS o0
          FROM film_1 AS t15
          WHERE
            t15.is_1 = 1
            AND t15.uid IN (
              SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ANY (CAST($7 AS text[]))
            )
          ORDER BY t15.year_14 ASC NULLS LAST, t15.uid
          LIMIT $8
        ) AS s18
        JOIN film_1 AS t19 ON t19.uid = s18.u
      ORDER BY s18.o0 ASC NULLS LAST, s18.u
    ) AS s20
  )
  || '}' AS anon_2
