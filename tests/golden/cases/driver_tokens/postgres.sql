-- the statement
-- arguments: ['lost', 'once'], 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"rating":' || coalesce(to_json(t1.rating_15)::text, 'null')
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT DISTINCT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ANY (CAST($1 AS text[]))
        )
      ORDER BY t1.rating_15 DESC NULLS LAST, t1.uid
      LIMIT $2
    ) AS s5
  )
  || '}' AS anon_2
