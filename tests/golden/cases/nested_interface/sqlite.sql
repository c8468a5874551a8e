-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"shownAt":', (
            SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_4
            FROM (
              SELECT concat(
                '{"__typename":',
                CASE WHEN (+t5.is_6 = 1) THEN '"Cinema"' WHEN (+t6.is_7 = 1) THEN '"Studio"' ELSE 'null' END,
                ',"id":', printf('"0x%x"', t3.dst),
                ',"name":', CASE WHEN (t7.name_31 IS NULL) THEN char(1) ELSE json_quote(t7.name_31) END,
                '}'
              ) AS j
              FROM
                edges_film_shownat_47 AS t3
                LEFT OUTER JOIN cinema_6 AS t5 ON t5.uid = t3.dst
                LEFT OUTER JOIN studio_7 AS t6 ON t6.uid = t3.dst
                LEFT OUTER JOIN place_5 AS t7 ON t7.uid = t3.dst
              WHERE t3.src = t1.uid
              ORDER BY t3.dst
            ) AS s8
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1 AND (EXISTS (SELECT 1 FROM edges_film_shownat_47 AS t2 WHERE t2.src = t1.uid))
        ORDER BY t1.uid
      ) AS s9
    ),
    '}'
  ) AS anon_2
