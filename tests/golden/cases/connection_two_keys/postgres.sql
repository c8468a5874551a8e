-- the statement
-- arguments: 1977, 'Lost Film', 16, 2
WITH range12 AS MATERIALIZED (
  SELECT s11.u AS u, s11.o0 AS o0, s11.o1 AS o1
  FROM (
    SELECT t3.uid AS u, t3.year_14 AS o0, t3.title_13 AS o1
    FROM film_1 AS t3
    WHERE t3.is_1 = 1 AND t3.year_14 = $1 AND t3.title_13 IS NOT DISTINCT
    FROM $2 AND t3.uid > $3
    ORDER BY t3.year_14 DESC NULLS LAST, left(t3.title_13, 128) ASC NULLS LAST, t3.title_13 ASC NULLS LAST, t3.uid ASC
    LIMIT $4
  ) AS s11
  LIMIT $4
),
range14 AS MATERIALIZED (
  SELECT s13.u AS u, s13.o0 AS o0, s13.o1 AS o1
  FROM (
    SELECT t7.uid AS u, t7.year_14 AS o0, t7.title_13 AS o1
    FROM film_1 AS t7
    WHERE
      t7.is_1 = 1 AND t7.year_14 = $1 AND (left(t7.title_13, 128) >= left(CAST($2 AS text), 128) AND t7.title_13 > $2)
    ORDER BY t7.year_14 DESC NULLS LAST, left(t7.title_13, 128) ASC NULLS LAST, t7.title_13 ASC NULLS LAST, t7.uid ASC
    LIMIT $4
  ) AS s13
  LIMIT $4 - (SELECT count(*) AS count_1 FROM range12)
),
range16 AS MATERIALIZED (
  SELECT s15.u AS u, s15.o0 AS o0, s15.o1 AS o1
  FROM (
    SELECT t8.uid AS u, t8.year_14 AS o0, t8.title_13 AS o1
    FROM film_1 AS t8
    WHERE t8.is_1 = 1 AND t8.year_14 = $1 AND t8.title_13 IS NULL AND CAST($2 AS TEXT) IS NOT NULL
    ORDER BY t8.year_14 DESC NULLS LAST, left(t8.title_13, 128) ASC NULLS LAST, t8.title_13 ASC NULLS LAST, t8.uid ASC
    LIMIT $4
  ) AS s15
  LIMIT ($4 - (SELECT count(*) AS count_1 FROM range12)) - (SELECT count(*) AS count_2 FROM range14)
),
range18 AS MATERIALIZED (
  SELECT s17.u AS u, s17.o0 AS o0, s17.o1 AS o1
  FROM (
    SELECT t9.uid AS u, t9.year_14 AS o0, t9.title_13 AS o1
    FROM film_1 AS t9
    WHERE t9.is_1 = 1 AND t9.year_14 < $1
    ORDER BY t9.year_14 DESC NULLS LAST, left(t9.title_13, 128) ASC NULLS LAST, t9.title_13 ASC NULLS LAST, t9.uid ASC
    LIMIT $4
  ) AS s17
  LIMIT (
    ($4 - (SELECT count(*) AS count_1 FROM range12)) - (SELECT count(*) AS count_2 FROM range14)
  ) - (SELECT count(*) AS count_3 FROM range16)
),
range20 AS MATERIALIZED (
  SELECT s19.u AS u, s19.o0 AS o0, s19.o1 AS o1
  FROM (
    SELECT t10.uid AS u, t10.year_14 AS o0, t10.title_13 AS o1
    FROM film_1 AS t10
    WHERE t10.is_1 = 1 AND t10.year_14 IS NULL
    ORDER
      BY t10.year_14 DESC NULLS LAST, left(t10.title_13, 128) ASC NULLS LAST, t10.title_13 ASC NULLS LAST, t10.uid ASC
    LIMIT $4
  ) AS s19
  LIMIT (
    (
      ($4 - (SELECT count(*) AS count_1 FROM range12)) - (SELECT count(*) AS count_2 FROM range14)
    ) - (SELECT count(*) AS count_3 FROM range16)
  ) - (SELECT count(*) AS count_4 FROM range18)
),
page22 AS MATERIALIZED (
  SELECT s21.u AS u, s21.o0 AS o0, s21.o1 AS o1
  FROM (
    SELECT range12.u AS u, range12.o0 AS o0, range12.o1 AS o1
    FROM range12
    UNION ALL
    SELECT range14.u AS u, range14.o0 AS o0, range14.o1 AS o1
    FROM range14
    UNION ALL
    SELECT range16.u AS u, range16.o0 AS o0, range16.o1 AS o1
    FROM range16
    UNION ALL
    SELECT range18.u AS u, range18.o0 AS o0, range18.o1 AS o1
    FROM range18
    UNION ALL
    SELECT range20.u AS u, range20.o0 AS o0, range20.o1 AS o1
    FROM range20
  ) AS s21
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"edges":' || (
  SELECT '[' || coalesce(string_agg(s24.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"node":' || '{"title":'
      || CASE WHEN (t23.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t23.title_13)::text, 'null') END
      || ',"year":' || coalesce(CAST(t23.year_14 AS text), 'null')
      || '}'
      || '}' AS j
    FROM page22 JOIN film_1 AS t23 ON t23.uid = page22.u
    ORDER BY page22.o0 DESC NULLS LAST, page22.o1 ASC NULLS LAST, page22.u ASC
  ) AS s24
)
|| '}'
|| '}' AS anon_2
