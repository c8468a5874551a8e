-- the statement
-- arguments: 2, 1, 'horror', 1940, 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"lead":' || (
          SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"character":' || CASE
                WHEN (t6.character_26 IS NULL) THEN chr(1)
                ELSE coalesce(to_json(t6.character_26)::text, 'null')
              END
              || ',"billing":' || coalesce(CAST(t6.billing_27 AS text), 'null')
              || '}' AS j
            FROM
              (
                SELECT t3.uid AS u, t3.billing_27 AS o0
                FROM role_3 AS t3
                WHERE t3.film_29 = t1.uid
                ORDER BY t3.billing_27 ASC NULLS LAST, t3.uid
                LIMIT $1
              ) AS s5
              LEFT OUTER JOIN role_3 AS t6 ON t6.uid = s5.u
            ORDER BY s5.o0 ASC NULLS LAST, s5.u
          ) AS s7
        )
        || ',"last":' || (
          SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT s10.j AS j
            FROM (
              SELECT
                '{"character":' || CASE
                  WHEN (t8.character_26 IS NULL) THEN chr(1)
                  ELSE coalesce(to_json(t8.character_26)::text, 'null')
                END
                || '}' AS j,
                t8.uid AS u
              FROM role_3 AS t8
              WHERE t8.film_29 = t1.uid
              ORDER BY t8.uid DESC
              LIMIT $2
            ) AS s10
            ORDER BY s10.u
          ) AS s11
        )
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s15.j, ','), '') || ']' AS anon_6
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t14.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t14.name_30)::text, 'null') END
              || '}' AS j
            FROM edges_film_genres_46 AS t12 LEFT OUTER JOIN genre_4 AS t14 ON t14.uid = t12.dst
            WHERE t12.src = t1.uid AND t14.name_30 = $3
            ORDER BY t12.dst
          ) AS s15
        )
        || ',"director":' || coalesce(
          (
            SELECT s19.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t18.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t18.name_23)::text, 'null') END
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r16 LEFT OUTER JOIN person_2 AS t18 ON t18.uid = r16.uid
              WHERE r16.uid IS NOT NULL AND t18.born_24 > $4
              LIMIT 1
            ) AS s19
          ),
          'null'
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($5 AS text)) AS uuid) AND gw_keys.value = $5)
        )
      ORDER BY t1.uid
    ) AS s20
  )
  || '}' AS anon_2
