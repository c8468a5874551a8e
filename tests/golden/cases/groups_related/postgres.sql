-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"byName":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s5.j, ','), '') || ']' END AS anon_3
    FROM (
      SELECT
        '{"key":{"isSeen":' || coalesce(CAST(g4.k1 AS text), 'null')
        || ',"director":{"born":' || coalesce(CAST(g4.k0 AS text), 'null')
        || '}},"count":' || coalesce(CAST(g4.a0 AS text), 'null')
        || '}' AS j
      FROM (
        SELECT g3.k0 AS k0, g3.k1 AS k1, g3.a0 AS a0
        FROM (
          SELECT t2.born_24 AS k0, t1.isseen_18 AS k1, count(*) AS a0
          FROM film_1 AS t1 LEFT OUTER JOIN person_2 AS t2 ON t2.uid = t1.director_22
          WHERE t1.is_1 = 1
          GROUP BY k0, k1
        ) AS g3
        ORDER BY g3.k0 ASC NULLS LAST, g3.k1 ASC NULLS LAST
        LIMIT 10001
      ) AS g4
      ORDER BY g4.k0 ASC NULLS LAST, g4.k1 ASC NULLS LAST
    ) AS s5
  )
  || ',"byNode":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s12.j, ','), '') || ']' END AS anon_4
    FROM (
      SELECT
        '{"key":{"director":' || CASE WHEN (g9.k0 IS NULL) THEN 'null' ELSE '{"id":'
        || '"0x'
        || to_hex(g9.k0)
        || '"'
        || ',"name":' || coalesce(to_json(t10.name_23)::text, 'null')
        || ',"spouse":' || CASE WHEN (t10.spouse_25 IS NULL) THEN 'null' ELSE '{"name":'
        || coalesce(to_json(t11.name_23)::text, 'null')
        || '}' END
        || '}' END
        || '},"titleMin":' || coalesce(to_json(g9.a0)::text, 'null')
        || '}' AS j
      FROM
        (
          SELECT g7.k0 AS k0, g7.a0 AS a0, t8.name_23 AS o0
          FROM
            (
              SELECT t6.director_22 AS k0, min(t6.title_13) AS a0 FROM film_1 AS t6 WHERE t6.is_1 = 1 GROUP BY k0
            ) AS g7
            LEFT OUTER JOIN person_2 AS t8 ON t8.uid = g7.k0
          ORDER BY left(t8.name_23, 128) DESC NULLS LAST, t8.name_23 DESC NULLS LAST, g7.k0 ASC NULLS LAST
          LIMIT 10001
        ) AS g9
        LEFT OUTER JOIN person_2 AS t10 ON t10.uid = g9.k0
        LEFT OUTER JOIN person_2 AS t11 ON t11.uid = t10.spouse_25
      ORDER BY g9.o0 DESC NULLS LAST, g9.k0 ASC NULLS LAST
    ) AS s12
  )
  || '}' AS anon_2
