-- the statement
-- arguments: 1979, 11, 1968, 13, 50
WITH range10 AS MATERIALIZED (
  SELECT s9.u AS u, s9.o0 AS o0
  FROM (
    SELECT t3.uid AS u, t3.year_14 AS o0
    FROM film_1 AS t3
    WHERE
      t3.is_1 = 1
      AND t3.year_14 = $1
      AND t3.uid > $2
      AND t3.year_14 >= $3
      AND (
        t3.year_14 > $3
        OR t3.year_14 IS NOT NULL AND (CAST($3 AS BIGINT) IS NOT NULL) IS NOT true
        OR t3.year_14 IS NOT DISTINCT FROM $3 AND t3.uid < $4
      )
    ORDER BY t3.year_14 DESC NULLS LAST, t3.uid ASC
    LIMIT $5
  ) AS s9
  LIMIT $5
),
range12 AS MATERIALIZED (
  SELECT s11.u AS u, s11.o0 AS o0
  FROM (
    SELECT t8.uid AS u, t8.year_14 AS o0
    FROM film_1 AS t8
    WHERE
      t8.is_1 = 1
      AND t8.year_14 < $1
      AND t8.year_14 >= $3
      AND (
        t8.year_14 > $3
        OR t8.year_14 IS NOT NULL AND (CAST($3 AS BIGINT) IS NOT NULL) IS NOT true
        OR t8.year_14 IS NOT DISTINCT FROM $3 AND t8.uid < $4
      )
    ORDER BY t8.year_14 DESC NULLS LAST, t8.uid ASC
    LIMIT $5
  ) AS s11
  LIMIT $5 - (SELECT count(*) AS count_1 FROM range10)
),
page14 AS MATERIALIZED (
  SELECT s13.u AS u, s13.o0 AS o0
  FROM (
    SELECT range10.u AS u, range10.o0 AS o0
    FROM range10
    UNION ALL
    SELECT range12.u AS u, range12.o0 AS o0
    FROM range12
  ) AS s13
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"edges":' || (
  SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"node":' || '{"title":'
      || CASE WHEN (t15.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.title_13)::text, 'null') END
      || '}'
      || '}' AS j
    FROM page14 JOIN film_1 AS t15 ON t15.uid = page14.u
    ORDER BY page14.o0 DESC NULLS LAST, page14.u ASC
  ) AS s16
)
|| '}'
|| '}' AS anon_2
