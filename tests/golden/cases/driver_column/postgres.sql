-- the statement
-- arguments: 'space', 10
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND (left(t1.tag_20, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.tag_20 = $1 THEN true ELSE false END)
      ORDER BY t1.year_14 ASC NULLS LAST, t1.uid
      LIMIT $2
    ) AS s4
  )
  || '}' AS anon_2
