-- the targets of updatePerson
-- arguments: 'Ridley Scott'
SELECT t1.uid
FROM person_2 AS t1
WHERE
  t1.is_2 = 1
  AND (left(t1.name_23, 128) = left(CAST($1 AS text), 128) AND CASE WHEN t1.name_23 = $1 THEN true ELSE false END)
ORDER BY t1.uid

-- the payload of updatePerson
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"person":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"name":' || CASE WHEN (t1.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.name_23)::text, 'null') END
        || ',"directed":' || (
          SELECT '[' || coalesce(string_agg(s10.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT
              '{"code":'
              || CASE WHEN (t3.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.code_12)::text, 'null') END
              || ',"year":' || coalesce(CAST(t3.year_14 AS text), 'null')
              || ',"note":' || coalesce(to_json(t3.note_21)::text, 'null')
              || ',"genres":' || (
                SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_5
                FROM (
                  SELECT
                    '{"name":'
                    || CASE WHEN (t5.name_30 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.name_30)::text, 'null') END
                    || ',"films":' || (
                      SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_6
                      FROM (
                        SELECT
                          '{"code":' || CASE
                            WHEN (t7.code_12 IS NULL) THEN chr(1)
                            ELSE coalesce(to_json(t7.code_12)::text, 'null')
                          END
                          || '}' AS j
                        FROM edges_film_genres_46 AS t6 LEFT OUTER JOIN film_1 AS t7 ON t7.uid = t6.src
                        WHERE t6.dst = t4.dst
                        ORDER BY t6.src
                      ) AS s8
                    )
                    || '}' AS j
                  FROM edges_film_genres_46 AS t4 LEFT OUTER JOIN genre_4 AS t5 ON t5.uid = t4.dst
                  WHERE t4.src = t3.uid
                  ORDER BY t5.name_30 ASC NULLS LAST, t4.dst
                ) AS s9
              )
              || '}' AS j
            FROM film_1 AS t3
            WHERE t3.director_22 = t1.uid
            ORDER BY t3.code_12 ASC NULLS LAST, t3.uid
          ) AS s10
        )
        || '}' AS j
      FROM person_2 AS t1
      WHERE t1.is_2 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s11
  )
  || '}' AS anon_2
