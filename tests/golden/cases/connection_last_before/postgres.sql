-- the statement
-- arguments: 1968, 13, 3, 2
WITH range8 AS MATERIALIZED (
  SELECT s7.u AS u, s7.o0 AS o0
  FROM (
    SELECT t3.uid AS u, t3.year_14 AS o0
    FROM film_1 AS t3
    WHERE t3.is_1 = 1 AND t3.year_14 = $1 AND t3.uid < $2
    ORDER BY t3.year_14 ASC NULLS FIRST, t3.uid DESC
    LIMIT $3
  ) AS s7
  LIMIT $3
),
range10 AS MATERIALIZED (
  SELECT s9.u AS u, s9.o0 AS o0
  FROM (
    SELECT t6.uid AS u, t6.year_14 AS o0
    FROM film_1 AS t6
    WHERE t6.is_1 = 1 AND t6.year_14 > $1
    ORDER BY t6.year_14 ASC NULLS FIRST, t6.uid DESC
    LIMIT $3
  ) AS s9
  LIMIT $3 - (SELECT count(*) AS count_1 FROM range8)
),
page12 AS MATERIALIZED (
  SELECT s11.u AS u, s11.o0 AS o0
  FROM (
    SELECT range8.u AS u, range8.o0 AS o0 FROM range8 UNION ALL SELECT range10.u AS u, range10.o0 AS o0 FROM range10
  ) AS s11
),
page14 AS (
  SELECT page12.u AS u, page12.o0 AS o0
  FROM page12
  ORDER BY page12.o0 DESC NULLS LAST, page12.u ASC
  LIMIT $4
  OFFSET CASE WHEN ((SELECT count(*) AS count_2 FROM page12) > $4) THEN 1 ELSE 0 END
),
range22 AS MATERIALIZED (
  SELECT s21.u AS u, s21.o0 AS o0
  FROM (
    SELECT t18.uid AS u, t18.year_14 AS o0
    FROM film_1 AS t18
    WHERE t18.is_1 = 1 AND t18.year_14 = $1 AND t18.uid >= $2
    ORDER BY t18.year_14 DESC NULLS LAST, t18.uid ASC
    LIMIT 1
  ) AS s21
  LIMIT 1
),
range24 AS MATERIALIZED (
  SELECT s23.u AS u, s23.o0 AS o0
  FROM (
    SELECT t19.uid AS u, t19.year_14 AS o0
    FROM film_1 AS t19
    WHERE t19.is_1 = 1 AND t19.year_14 < $1
    ORDER BY t19.year_14 DESC NULLS LAST, t19.uid ASC
    LIMIT 1
  ) AS s23
  LIMIT 1 - (SELECT count(*) AS count_3 FROM range22)
),
range26 AS MATERIALIZED (
  SELECT s25.u AS u, s25.o0 AS o0
  FROM (
    SELECT t20.uid AS u, t20.year_14 AS o0
    FROM film_1 AS t20
    WHERE t20.is_1 = 1 AND t20.year_14 IS NULL
    ORDER BY t20.year_14 DESC NULLS LAST, t20.uid ASC
    LIMIT 1
  ) AS s25
  LIMIT (1 - (SELECT count(*) AS count_3 FROM range22)) - (SELECT count(*) AS count_4 FROM range24)
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"edges":' || (
  SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"cursor":' || '"'
      || translate(
        encode(
          decode(
            left(
              md5(
                '["cb5dc4",'
                || coalesce(to_json(page14.u)::text, 'null')
                || ','
                || coalesce(to_json(page14.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page14.u)::text, 'null')
            || ','
            || coalesce(to_json(page14.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"'
      || ',"node":' || '{"title":'
      || CASE WHEN (t15.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t15.title_13)::text, 'null') END
      || ',"year":' || coalesce(CAST(t15.year_14 AS text), 'null')
      || '}'
      || '}' AS j
    FROM page14 JOIN film_1 AS t15 ON t15.uid = page14.u
    ORDER BY page14.o0 DESC NULLS LAST, page14.u ASC
  ) AS s16
)
|| ',"pageInfo":' || '{"hasNextPage":' || CASE
  WHEN (
    EXISTS (
      SELECT 1
      FROM (
        SELECT s27.u AS u, s27.o0 AS o0
        FROM (
          SELECT range22.u AS u, range22.o0 AS o0
          FROM range22
          UNION ALL
          SELECT range24.u AS u, range24.o0 AS o0
          FROM range24
          UNION ALL
          SELECT range26.u AS u, range26.o0 AS o0
          FROM range26
        ) AS s27
      ) AS s28
    )
  ) THEN 'true'
  ELSE 'false'
END
|| ',"hasPreviousPage":' || CASE WHEN ((SELECT count(*) AS count_5 FROM page12) > $4) THEN 'true' ELSE 'false' END
|| ',"startCursor":' || coalesce(
  (
    SELECT
      '"'
      || translate(
        encode(
          decode(
            left(
              md5(
                '["cb5dc4",'
                || coalesce(to_json(page14.u)::text, 'null')
                || ','
                || coalesce(to_json(page14.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page14.u)::text, 'null')
            || ','
            || coalesce(to_json(page14.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_4
    FROM page14
    ORDER BY page14.o0 DESC NULLS LAST, page14.u ASC
    LIMIT 1
  ),
  'null'
)
|| ',"endCursor":' || coalesce(
  (
    SELECT
      '"'
      || translate(
        encode(
          decode(
            left(
              md5(
                '["cb5dc4",'
                || coalesce(to_json(page14.u)::text, 'null')
                || ','
                || coalesce(to_json(page14.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page14.u)::text, 'null')
            || ','
            || coalesce(to_json(page14.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_5
    FROM page14
    ORDER BY page14.o0 ASC NULLS FIRST, page14.u DESC
    LIMIT 1
  ),
  'null'
)
|| '}'
|| '}'
|| '}' AS anon_2
