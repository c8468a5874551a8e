-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"byName":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s5.j, ','), ']') END AS anon_3
      FROM (
        SELECT concat(
          '{"key":{"isSeen":', CASE g4.k1 WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END,
          ',"director":{"born":', coalesce(g4.k0, 'null'),
          '}},"count":', coalesce(g4.a0, 'null'),
          '}'
        ) AS j
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
    ),
    ',"byNode":', (
      SELECT CASE WHEN (count(*) > 10000) THEN char(1) ELSE concat('[', group_concat(s12.j, ','), ']') END AS anon_4
      FROM (
        SELECT concat(
          '{"key":{"director":', CASE
            WHEN (g9.k0 IS NULL) THEN 'null'
            ELSE concat(
              '{"id":', printf('"0x%x"', g9.k0),
              ',"name":', json_quote(t10.name_23),
              ',"spouse":',
              CASE WHEN (t10.spouse_25 IS NULL) THEN 'null' ELSE concat('{"name":', json_quote(t11.name_23), '}') END,
              '}'
            )
          END,
          '},"titleMin":', json_quote(g9.a0),
          '}'
        ) AS j
        FROM
          (
            SELECT g7.k0 AS k0, g7.a0 AS a0, t8.name_23 AS o0
            FROM
              (
                SELECT t6.director_22 AS k0, min(t6.title_13) AS a0 FROM film_1 AS t6 WHERE t6.is_1 = 1 GROUP BY k0
              ) AS g7
              LEFT OUTER JOIN person_2 AS t8 ON t8.uid = g7.k0
            ORDER BY t8.name_23 DESC NULLS LAST, g7.k0 ASC NULLS LAST
            LIMIT 10001
          ) AS g9
          LEFT OUTER JOIN person_2 AS t10 ON t10.uid = g9.k0
          LEFT OUTER JOIN person_2 AS t11 ON t11.uid = t10.spouse_25
        ORDER BY g9.o0 DESC NULLS LAST, g9.k0 ASC NULLS LAST
      ) AS s12
    ),
    '}'
  ) AS anon_2
