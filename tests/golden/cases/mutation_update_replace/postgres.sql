-- the targets of updateFilm
-- arguments: 'alien'
SELECT t1.uid
FROM film_1 AS t1
WHERE
  t1.is_1 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid
    FROM gw_keys
    WHERE gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($1 AS text)) AS uuid) AND gw_keys.value = $1)
  )
ORDER BY t1.uid

-- the payload of updateFilm
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"film":' || (
    SELECT '[' || coalesce(string_agg(s12.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"aliases":' || (
          SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT coalesce(to_json(t3.value)::text, 'null') AS j
            FROM list_film_aliases_43 AS t3
            WHERE t3.uid = t1.uid
            ORDER BY t3.value
          ) AS s4
        )
        || ',"genres":' || (
          SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_5
          FROM (
            SELECT
              '{"name":'
              || CASE WHEN (t6.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.name_30)::text, 'null') END
              || ',"films":' || (
                SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_6
                FROM (
                  SELECT
                    '{"code":'
                    || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
                    || '}' AS j
                  FROM edges_film_genres_46 AS t7 LEFT OUTER JOIN film_1 AS t8 ON t8.uid = t7.src
                  WHERE t7.dst = t5.dst
                  ORDER BY t7.src
                ) AS s9
              )
              || '}' AS j
            FROM edges_film_genres_46 AS t5 LEFT OUTER JOIN genre_4 AS t6 ON t6.uid = t5.dst
            WHERE t5.src = t1.uid
            ORDER BY t6.name_30 ASC NULLS LAST, t5.dst
          ) AS s10
        )
        || ',"director":' || CASE WHEN (t1.director_22 IS NULL) THEN 'null' ELSE '{"name":'
        || CASE WHEN (t11.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.name_23)::text, 'null') END
        || '}' END
        || '}' AS j
      FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t11 ON t11.uid = t1.director_22
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s12
  )
  || '}' AS anon_2
