-- the statement
-- arguments: ['stalker', 'alien', 'the'], 1979, 11, 1
WITH page10 AS MATERIALIZED (
  SELECT t6.uid AS u, t6.year_14 AS o0
  FROM film_1 AS t6
  WHERE
    t6.is_1 = 1
    AND t6.uid IN (SELECT DISTINCT t7.uid FROM tokens_term_film_title_13 AS t7 WHERE t7.token = ANY (CAST($1 AS text[])))
    AND (
      t6.year_14 < $2
      OR t6.year_14 IS NULL AND CAST($2 AS BIGINT) IS NOT NULL
      OR t6.year_14 IS NOT DISTINCT FROM $2 AND t6.uid > $3
    )
  ORDER BY t6.year_14 DESC NULLS LAST, t6.uid ASC
  LIMIT $4
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"totalCount":' || CAST(
  (
    SELECT count(*) AS count_1
    FROM (
      SELECT t1.uid AS uid
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT DISTINCT t2.uid FROM tokens_term_film_title_13 AS t2 WHERE t2.token = ANY (CAST($1 AS text[]))
        )
    ) AS s4
  ) AS text
)
|| ',"edges":' || (
  SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"node":' || '{"title":'
      || CASE WHEN (t11.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.title_13)::text, 'null') END
      || ',"year":' || coalesce(CAST(t11.year_14 AS text), 'null')
      || '}'
      || '}' AS j
    FROM page10 JOIN film_1 AS t11 ON t11.uid = page10.u
    ORDER BY page10.o0 DESC NULLS LAST, page10.u ASC
  ) AS s12
)
|| '}'
|| '}' AS anon_2
