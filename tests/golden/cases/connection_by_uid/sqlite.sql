-- the statement
-- arguments: 11, 2
WITH page6 AS MATERIALIZED (
  SELECT t4.uid AS u FROM film_1 AS t4 WHERE t4.is_1 = 1 AND t4.uid > ? ORDER BY t4.uid ASC LIMIT ? + 0
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryFilmConnection":', concat(
    '{"totalCount":',
    (SELECT count(*) AS count_1 FROM (SELECT t1.uid AS uid FROM film_1 AS t1 WHERE t1.is_1 = 1) AS s2),
    ',"edges":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"cursor":', concat('"', gw_cursor('bae902', page6.u), '"'), '}') AS j
        FROM page6
        ORDER BY page6.u ASC
      ) AS s7
    ),
    '}'
  ),
  '}'
) AS anon_2
