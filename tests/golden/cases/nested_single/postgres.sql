-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryFilm":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"director":' || coalesce(
          (
            SELECT s10.j
            FROM (
              SELECT
                '{"name":'
                || CASE WHEN (t3.name_23 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.name_23)::text, 'null') END
                || ',"spouse":' || coalesce(
                  (
                    SELECT s9.j
                    FROM (
                      SELECT
                        '{"name":' || CASE
                          WHEN (t5.name_23 IS NULL) THEN chr(1)
                          ELSE coalesce(to_json(t5.name_23)::text, 'null')
                        END
                        || ',"spouse":' || coalesce(
                          (
                            SELECT s8.j
                            FROM (
                              SELECT
                                '{"name":' || CASE
                                  WHEN (t7.name_23 IS NULL) THEN chr(1)
                                  ELSE coalesce(to_json(t7.name_23)::text, 'null')
                                END
                                || '}' AS j
                              FROM
                                (SELECT t5.spouse_25 AS uid) AS r6
                                LEFT OUTER JOIN person_2 AS t7 ON t7.uid = r6.uid
                              WHERE r6.uid IS NOT NULL
                              LIMIT 1
                            ) AS s8
                          ),
                          'null'
                        )
                        || '}' AS j
                      FROM (SELECT t3.spouse_25 AS uid) AS r4 LEFT OUTER JOIN person_2 AS t5 ON t5.uid = r4.uid
                      WHERE r4.uid IS NOT NULL
                      LIMIT 1
                    ) AS s9
                  ),
                  'null'
                )
                || '}' AS j
              FROM (SELECT t1.director_22 AS uid) AS r2 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = r2.uid
              WHERE r2.uid IS NOT NULL
              LIMIT 1
            ) AS s10
          ),
          'null'
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1
      ORDER BY t1.uid
    ) AS s11
  )
  || '}' AS anon_2
