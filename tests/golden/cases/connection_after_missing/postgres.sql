-- the statement
-- arguments: 14, 3, 2
WITH page6 AS MATERIALIZED (
  SELECT t3.uid AS u, t3.year_14 AS o0
  FROM film_1 AS t3
  WHERE t3.is_1 = 1 AND t3.year_14 IS NULL AND t3.uid > $1
  ORDER BY t3.year_14 DESC NULLS LAST, t3.uid ASC
  LIMIT $2
),
page8 AS (SELECT page6.u AS u, page6.o0 AS o0 FROM page6 ORDER BY page6.o0 DESC NULLS LAST, page6.u ASC LIMIT $3),
range15 AS MATERIALIZED (
  SELECT s14.u AS u, s14.o0 AS o0
  FROM (
    SELECT t12.uid AS u, t12.year_14 AS o0
    FROM film_1 AS t12
    WHERE t12.is_1 = 1 AND t12.year_14 IS NULL AND t12.uid <= $1
    ORDER BY t12.year_14 ASC NULLS FIRST, t12.uid DESC
    LIMIT 1
  ) AS s14
  LIMIT 1
),
range17 AS MATERIALIZED (
  SELECT s16.u AS u, s16.o0 AS o0
  FROM (
    SELECT t13.uid AS u, t13.year_14 AS o0
    FROM film_1 AS t13
    WHERE t13.is_1 = 1 AND t13.year_14 IS NOT NULL
    ORDER BY t13.year_14 ASC NULLS FIRST, t13.uid DESC
    LIMIT 1
  ) AS s16
  LIMIT 1 - (SELECT count(*) AS count_2 FROM range15)
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"edges":' || (
  SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"cursor":' || '"'
      || translate(
        encode(
          decode(
            left(
              md5(
                '["cb5dc4",'
                || coalesce(to_json(page8.u)::text, 'null')
                || ','
                || coalesce(to_json(page8.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page8.u)::text, 'null')
            || ','
            || coalesce(to_json(page8.o0)::text, 'null')
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
      || CASE WHEN (t9.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.title_13)::text, 'null') END
      || ',"year":' || coalesce(CAST(t9.year_14 AS text), 'null')
      || '}'
      || '}' AS j
    FROM page8 JOIN film_1 AS t9 ON t9.uid = page8.u
    ORDER BY page8.o0 DESC NULLS LAST, page8.u ASC
  ) AS s10
)
|| ',"pageInfo":' || '{"hasNextPage":'
|| CASE WHEN ((SELECT count(*) AS count_1 FROM page6) > $3) THEN 'true' ELSE 'false' END
|| ',"hasPreviousPage":' || CASE
  WHEN (
    EXISTS (
      SELECT 1
      FROM (
        SELECT s18.u AS u, s18.o0 AS o0
        FROM (
          SELECT range15.u AS u, range15.o0 AS o0
          FROM range15
          UNION ALL
          SELECT range17.u AS u, range17.o0 AS o0
          FROM range17
        ) AS s18
      ) AS s19
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
                || coalesce(to_json(page8.u)::text, 'null')
                || ','
                || coalesce(to_json(page8.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page8.u)::text, 'null')
            || ','
            || coalesce(to_json(page8.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_4
    FROM page8
    ORDER BY page8.o0 DESC NULLS LAST, page8.u ASC
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
                || coalesce(to_json(page8.u)::text, 'null')
                || ','
                || coalesce(to_json(page8.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page8.u)::text, 'null')
            || ','
            || coalesce(to_json(page8.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_5
    FROM page8
    ORDER BY page8.o0 ASC NULLS FIRST, page8.u DESC
    LIMIT 1
  ),
  'null'
)
|| '}'
|| '}'
|| '}' AS anon_2
