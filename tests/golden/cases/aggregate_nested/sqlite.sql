-- the statement
-- arguments: True, 1940
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPerson":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_23 IS NULL) THEN char(1) ELSE json_quote(t1.name_23) END,
          ',"directedAggregate":', (
            SELECT concat(
              '{"count":', count(*),
              ',"yearMin":', coalesce(min(t4.year_14), 'null'),
              ',"ratingAvg":', json_quote(avg(t4.rating_15)),
              '}'
            ) AS anon_4
            FROM film_1 AS t4
            WHERE t4.director_22 = t1.uid
          ),
          ',"seen":', (
            SELECT concat(
              '{"count":', count(*),
              ',"releasedMax":', json_quote(substr(max(t5.released_17_key || t5.released_17), 22)),
              '}'
            ) AS anon_5
            FROM film_1 AS t5
            WHERE t5.director_22 = t1.uid AND +t5.isseen_18 = ?
          ),
          '}'
        ) AS j
        FROM person_2 AS t1
        WHERE t1.is_2 = 1 AND t1.born_24 < ?
        ORDER BY t1.uid
      ) AS s7
    ),
    ',"queryFilm":', (
      SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_6
      FROM (
        SELECT concat(
          '{"genresAggregate":', (
            SELECT concat('{"count":', count(*), ',"nameMin":', json_quote(min(t11.name_30)), '}') AS anon_7
            FROM edges_film_genres_46 AS t10 LEFT OUTER JOIN genre_4 AS t11 ON t11.uid = t10.dst
            WHERE t10.src = t8.uid
          ),
          ',"rolesAggregate":', (
            SELECT concat('{"billingSum":', coalesce(sum(t12.billing_27), 'null'), '}') AS anon_8
            FROM role_3 AS t12
            WHERE t12.film_29 = t8.uid
          ),
          '}'
        ) AS j
        FROM film_1 AS t8
        WHERE t8.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_genres_46 AS t9 WHERE t9.src = t8.uid))
        ORDER BY t8.uid
      ) AS s13
    ),
    '}'
  ) AS anon_2
