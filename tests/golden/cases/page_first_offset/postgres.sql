-- the statement
-- arguments: 2, 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"title":' || CASE WHEN (t5.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.title_13)::text, 'null') END
        || '}' AS j
      FROM
        (
          SELECT *
          FROM (
            SELECT t1.uid AS u, t1.title_13 AS o0
            FROM film_1 AS t1
            WHERE t1.is_1 = 1
            ORDER BY left(t1.title_13, 128) ASC NULLS LAST, t1.title_13 ASC NULLS LAST, t1.uid
            LIMIT 128
          ) AS bounded
          LIMIT $1
          OFFSET $2
        ) AS s4
        JOIN film_1 AS t5 ON t5.uid = s4.u
      ORDER BY s4.o0 ASC NULLS LAST, s4.u
    ) AS s6
  )
  || '}' AS anon_2
