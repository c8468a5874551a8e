-- the statement
-- arguments: 3, 2
WITH page3 AS MATERIALIZED (
  SELECT t2.uid AS u, t2.year_14 AS o0
  FROM film_1 AS t2
  WHERE t2.is_1 = 1
  ORDER BY t2.year_14 DESC NULLS LAST, t2.uid ASC
  LIMIT $1
),
page5 AS (
  SELECT page3.u AS u, page3.o0 AS o0 FROM page3 ORDER BY page3.o0 DESC NULLS LAST, page3.u ASC LIMIT $2
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"edges":' || (
  SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"cursor":' || '"'
      || translate(
        encode(
          decode(
            left(
              md5(
                '["cb5dc4",'
                || coalesce(to_json(page5.u)::text, 'null')
                || ','
                || coalesce(to_json(page5.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page5.u)::text, 'null')
            || ','
            || coalesce(to_json(page5.o0)::text, 'null')
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
      || CASE WHEN (t6.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.title_13)::text, 'null') END
      || ',"year":' || coalesce(CAST(t6.year_14 AS text), 'null')
      || '}'
      || '}' AS j
    FROM page5 JOIN film_1 AS t6 ON t6.uid = page5.u
    ORDER BY page5.o0 DESC NULLS LAST, page5.u ASC
  ) AS s7
)
|| ',"pageInfo":' || '{"hasNextPage":'
|| CASE WHEN ((SELECT count(*) AS count_1 FROM page3) > $2) THEN 'true' ELSE 'false' END
|| ',"hasPreviousPage":' || CASE WHEN false THEN 'true' ELSE 'false' END
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
                || coalesce(to_json(page5.u)::text, 'null')
                || ','
                || coalesce(to_json(page5.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page5.u)::text, 'null')
            || ','
            || coalesce(to_json(page5.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_4
    FROM page5
    ORDER BY page5.o0 DESC NULLS LAST, page5.u ASC
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
                || coalesce(to_json(page5.u)::text, 'null')
                || ','
                || coalesce(to_json(page5.o0)::text, 'null')
                || ']'
              ),
              6
            ),
            'hex'
          )
          || convert_to(
            '["cb5dc4",'
            || coalesce(to_json(page5.u)::text, 'null')
            || ','
            || coalesce(to_json(page5.o0)::text, 'null')
            || ']',
            'UTF8'
          ),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"' AS anon_5
    FROM page5
    ORDER BY page5.o0 ASC NULLS FIRST, page5.u DESC
    LIMIT 1
  ),
  'null'
)
|| '}'
|| ',"totalCount":'
|| CAST((SELECT count(*) AS count_2 FROM (SELECT t8.uid AS uid FROM film_1 AS t8 WHERE t8.is_1 = 1) AS s9) AS text)
|| '}'
|| '}' AS anon_2
