-- the statement
-- arguments: 1979, 11, 3, 2
WITH range9 AS MATERIALIZED (
  SELECT s8.u AS u, s8.o0 AS o0
  FROM (
    SELECT t3.uid AS u, t3.year_14 AS o0
    FROM film_1 AS t3
    WHERE t3.is_1 = 1 AND t3.year_14 = $1 AND t3.uid > $2
    ORDER BY t3.year_14 DESC NULLS LAST, t3.uid ASC
    LIMIT $3
  ) AS s8
  LIMIT $3
),
range11 AS MATERIALIZED (
  SELECT s10.u AS u, s10.o0 AS o0
  FROM (
    SELECT t6.uid AS u, t6.year_14 AS o0
    FROM film_1 AS t6
    WHERE t6.is_1 = 1 AND t6.year_14 < $1
    ORDER BY t6.year_14 DESC NULLS LAST, t6.uid ASC
    LIMIT $3
  ) AS s10
  LIMIT $3 - (SELECT count(*) AS count_1 FROM range9)
),
range13 AS MATERIALIZED (
  SELECT s12.u AS u, s12.o0 AS o0
  FROM (
    SELECT t7.uid AS u, t7.year_14 AS o0
    FROM film_1 AS t7
    WHERE t7.is_1 = 1 AND t7.year_14 IS NULL
    ORDER BY t7.year_14 DESC NULLS LAST, t7.uid ASC
    LIMIT $3
  ) AS s12
  LIMIT ($3 - (SELECT count(*) AS count_1 FROM range9)) - (SELECT count(*) AS count_2 FROM range11)
),
page15 AS MATERIALIZED (
  SELECT s14.u AS u, s14.o0 AS o0
  FROM (
    SELECT range9.u AS u, range9.o0 AS o0
    FROM range9
    UNION ALL
    SELECT range11.u AS u, range11.o0 AS o0
    FROM range11
    UNION ALL
    SELECT range13.u AS u, range13.o0 AS o0
    FROM range13
  ) AS s14
),
page17 AS (
  SELECT page15.u AS u, page15.o0 AS o0 FROM page15 ORDER BY page15.o0 DESC NULLS LAST, page15.u ASC LIMIT $4
),
range24 AS MATERIALIZED (
  SELECT s23.u AS u, s23.o0 AS o0
  FROM (
    SELECT t21.uid AS u, t21.year_14 AS o0
    FROM film_1 AS t21
    WHERE t21.is_1 = 1 AND t21.year_14 = $1 AND t21.uid <= $2
    ORDER BY t21.year_14 ASC NULLS FIRST, t21.uid DESC
    LIMIT 1
  ) AS s23
  LIMIT 1
),
range26 AS MATERIALIZED (
  SELECT s25.u AS u, s25.o0 AS o0
  FROM (
    SELECT t22.uid AS u, t22.year_14 AS o0
    FROM film_1 AS t22
    WHERE t22.is_1 = 1 AND t22.year_14 > $1
    ORDER BY t22.year_14 ASC NULLS FIRST, t22.uid DESC
    LIMIT 1
  ) AS s25
  LIMIT 1 - (SELECT count(*) AS count_4 FROM range24)
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"edges":' || (
  SELECT '[' || coalesce(string_agg(s19.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"cursor":' || '"'
      || translate(
        encode(
          decode(
            left(
              md5(
                '["cb5dc4",'
                || coalesce(to_json(page17.u)::text, 'null')
                || ','
                || coalesce(to_json(page17.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page17.u)::text, 'null')
            || ','
            || coalesce(to_json(page17.o0)::text, 'null')
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
      || CASE WHEN (t18.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t18.title_13)::text, 'null') END
      || ',"year":' || coalesce(CAST(t18.year_14 AS text), 'null')
      || '}'
      || '}' AS j
    FROM page17 JOIN film_1 AS t18 ON t18.uid = page17.u
    ORDER BY page17.o0 DESC NULLS LAST, page17.u ASC
  ) AS s19
)
|| ',"pageInfo":' || '{"hasNextPage":'
|| CASE WHEN ((SELECT count(*) AS count_3 FROM page15) > $4) THEN 'true' ELSE 'false' END
|| ',"hasPreviousPage":' || CASE
  WHEN (
    EXISTS (
      SELECT 1
      FROM (
        SELECT s27.u AS u, s27.o0 AS o0
        FROM (
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
                || coalesce(to_json(page17.u)::text, 'null')
                || ','
                || coalesce(to_json(page17.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page17.u)::text, 'null')
            || ','
            || coalesce(to_json(page17.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_4
    FROM page17
    ORDER BY page17.o0 DESC NULLS LAST, page17.u ASC
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
                || coalesce(to_json(page17.u)::text, 'null')
                || ','
                || coalesce(to_json(page17.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page17.u)::text, 'null')
            || ','
            || coalesce(to_json(page17.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_5
    FROM page17
    ORDER BY page17.o0 ASC NULLS FIRST, page17.u DESC
    LIMIT 1
  ),
  'null'
)
|| '}'
|| '}'
|| '}' AS anon_2
