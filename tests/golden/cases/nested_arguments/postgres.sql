-- the statement
-- arguments: 2, 1, 'horror', 1940, 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s18.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"lead":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"character":' || CASE
                WHEN (t3.character_26 IS NULL) THEN chr(1)
                ELSE coalesce(to_json(t3.character_26)::text, 'null')
              END
              || ',"billing":' || coalesce(CAST(t3.billing_27 AS text), 'null')
              || '}' AS j
            FROM role_3 AS t3
            WHERE t3.film_29 = t1.uid
            ORDER BY t3.billing_27 ASC NULLS LAST, t3.uid
            LIMIT $1
          ) AS s5
        )
        || ',"last":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT s8.j AS j
            FROM (
              SELECT
                '{"character":' || CASE
                  WHEN (t6.character_26 IS NULL) THEN chr(1)
                  ELSE coalesce(to_json(t6.character_26)::text, 'null')
                END
                || '}' AS j,
                t6.uid AS u
              FROM role_3 AS t6
              WHERE t6.film_29 = t1.uid
              ORDER BY t6.uid DESC
              LIMIT $2
            ) AS s8
            ORDER BY s8.u
          ) AS s9
        )
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s13.j, ','), '') || ']' AS anon_6
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t12.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t12.name_30)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t10 LEFT OUTER JOIN genre_4 AS t12 ON t12.uid = t10.dst
            WHERE t10.src = t1.uid AND t12.name_30 = $3
            ORDER BY t10.dst
          ) AS s13
        )
        || ',"director":' || coalesce(
          (
            SELECT s17.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t16.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t16.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r14 LEFT OUTER JOIN person_2 AS t16 ON t16.uid = r14.uid
              WHERE r14.uid IS NOT NULL AND t16.born_24 > $4
              LIMIT 1
            ) AS s17
          ),
          'null'
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = $5)
      ORDER BY t1.uid
    ) AS s18
  )
  || '}' AS anon_2
