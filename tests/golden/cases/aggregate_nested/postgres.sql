-- the statement
-- arguments: True, 1940
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryPerson":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_23)::text, 'null') END
        || ',"directedAggregate":' || (
          SELECT
            '{"count":' || CAST(count(*) AS text)
            || ',"yearMin":' || coalesce(CAST(min(t3.year_14) AS text), 'null')
            || ',"ratingAvg":' || coalesce(to_json(CAST(avg(t3.rating_15) AS double precision))::text, 'null')
            || '}' AS anon_4
          FROM film_1 AS t3
          WHERE t3.director_22 = t1.uid
        )
        || ',"seen":' || (
          SELECT
            '{"count":' || CAST(count(*) AS text)
            || ',"releasedMax":'
            || coalesce(to_json(substr(max(t4.released_17_key || t4.released_17), 22))::text, 'null')
            || '}' AS anon_5
          FROM film_1 AS t4
          WHERE t4.director_22 = t1.uid AND t4.isseen_18 = $1
        )
        || '}' AS j
      FROM person_2 AS t1
      WHERE t1.is_2 = 1 AND t1.born_24 < $2
      ORDER BY t1.uid
    ) AS s6
  )
  || ',"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_6
    FROM (
      SELECT
        '{"genresAggregate":' || (
          SELECT
            '{"count":' || CAST(count(*) AS text)
            || ',"nameMin":' || coalesce(to_json(min(t10.name_30))::text, 'null')
            || '}' AS anon_7
          FROM edges_film_genres_46 AS t9 LEFT OUTER JOIN genre_4 AS t10 ON t10.uid = t9.dst
          WHERE t9.src = t7.uid
        )
        || ',"rolesAggregate":' || (
          SELECT '{"billingSum":' || coalesce(CAST(sum(t11.billing_27) AS text), 'null') || '}' AS anon_8
          FROM role_3 AS t11
          WHERE t11.film_29 = t7.uid
        )
        || '}' AS j
      FROM film_1 AS t7
      WHERE t7.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t8 WHERE t8.src = t7.uid))
      ORDER BY t7.uid
    ) AS s12
  )
  || '}' AS anon_2
