-- the statement
-- arguments: 11, 2
WITH page6 AS MATERIALIZED (
  SELECT t4.uid AS u FROM film_1 AS t4 WHERE t4.is_1 = 1 AND t4.uid > $1 ORDER BY t4.uid ASC LIMIT $2
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"queryFilmConnection":' || '{"totalCount":'
|| CAST((SELECT count(*) AS count_1 FROM (SELECT t1.uid AS uid FROM film_1 AS t1 WHERE t1.is_1 = 1) AS s2) AS text)
|| ',"edges":' || (
  SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"cursor":' || '"'
      || translate(
        encode(
          decode(left(md5('["bae902",' || coalesce(to_json(page6.u)::text, 'null') || ']'), 6), 'hex')
          || convert_to('["bae902",' || coalesce(to_json(page6.u)::text, 'null') || ']', 'UTF8'),
          'base64'
        ),
        '+/=' || chr(10),
        '-_'
      )
      || '"'
      || '}' AS j
    FROM page6
    ORDER BY page6.u ASC
  ) AS s7
)
|| '}'
|| '}' AS anon_2
