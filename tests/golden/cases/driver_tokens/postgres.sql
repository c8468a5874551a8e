-- the statement
-- arguments: ['lost', 'once'], 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t6.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.code_12)::text, 'null') END
        || ',"rating":' || coalesce(to_json(t6.rating_15)::text, 'null')
        || '}' AS j
      FROM
        (
          SELECT t1.uid AS u, t1.rating_15 AS o0
          FROM film_1 AS t1
          WHERE
            t1.is_1 = 1
            AND t1.uid IN (
              SELECT DISTINCT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ANY (CAST($1 AS text[]))
            )
          ORDER BY t1.rating_15 DESC NULLS LAST, t1.uid
          LIMIT $2
        ) AS s5
        JOIN film_1 AS t6 ON t6.uid = s5.u
      ORDER BY s5.o0 DESC NULLS LAST, s5.u
    ) AS s7
  )
  || '}' AS anon_2
