-- the statement
-- arguments: 2, 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getFilm":', coalesce(
      (
        SELECT concat(
          '{"shownAt":', (
            SELECT concat('[', group_concat(s9.j, ','), ']') AS anon_3
            FROM (
              SELECT concat(
                '{"id":', printf('"0x%x"', s6.u),
                CASE WHEN +t7.is_6 = 1 THEN concat(',"seats":', coalesce(t7.seats_32, 'null')) ELSE '' END,
                ',"name":', CASE WHEN (t8.name_31 IS NULL) THEN char(1) ELSE json_quote(t8.name_31) END,
                '}'
              ) AS j
              FROM
                (
                  SELECT t3.dst AS u, t4.name_31 AS o0
                  FROM edges_film_shownat_47 AS t3 LEFT OUTER JOIN place_5 AS t4 ON t4.uid = t3.dst
                  WHERE t3.src = t1.uid
                  ORDER BY t4.name_31 ASC NULLS LAST, t3.dst
                  LIMIT ? + 0
                ) AS s6
                LEFT OUTER JOIN cinema_6 AS t7 ON t7.uid = s6.u
                LEFT OUTER JOIN place_5 AS t8 ON t8.uid = s6.u
              ORDER BY s6.o0 ASC NULLS LAST, s6.u
            ) AS s9
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE
          t1.is_1 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (54) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
