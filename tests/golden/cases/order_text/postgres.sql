-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"indexed":' || (
    SELECT '[' || coalesce(string_agg(s2.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"title":' || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1
      ORDER BY left(t1.title_13, 128) ASC NULLS LAST, t1.title_13 ASC NULLS LAST, t1.uid
    ) AS s2
  )
  || ',"plain":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"title":' || CASE WHEN (t3.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.title_13)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t3
      WHERE t3.is_1 = 1
      ORDER BY t3.note_21 DESC NULLS LAST, left(t3.title_13, 128) DESC NULLS LAST, t3.title_13 DESC NULLS LAST, t3.uid
    ) AS s4
  )
  || '}' AS anon_2
