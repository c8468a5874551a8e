-- the targets of updateFilm
-- arguments: 'lost'
SELECT t1.uid
FROM film_1 AS t1
WHERE t1.is_1 = 1 AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = $1)
ORDER BY t1.uid

-- the payload of updateFilm
-- arguments: []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"film":' || (
    SELECT '[' || coalesce(string_agg(s8.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"title":'
        || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
        || ',"year":' || coalesce(CAST(t1.year_14 AS text), 'null')
        || ',"director":' || coalesce(
          (
            SELECT s7.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t4.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.name_23)::text, 'null') END
                || ',"directed":' || (
                  SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_4
                  FROM (
                    SELECT
                      '{"code":'
                      || CASE WHEN (t5.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.code_12)::text, 'null') END
                      || '}' AS j
                    FROM film_1 AS t5
                    WHERE t5.director_22 = r3.uid
                    ORDER BY t5.code_12 ASC NULLS LAST, t5.uid
                  ) AS s6
                )
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r3 LEFT OUTER JOIN person_2 AS t4 ON t4.uid = r3.uid
              WHERE r3.uid IS NOT NULL
              LIMIT 1
            ) AS s7
          ),
          'null'
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($1 AS bigint[]))
      ORDER BY t1.uid
    ) AS s8
  )
  || '}' AS anon_2
