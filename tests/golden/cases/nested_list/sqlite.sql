-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryFilm":', (
      SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_12 IS NULL) THEN char(1) ELSE json_quote(t1.code_12) END,
          ',"aliases":', (
            SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_4
            FROM (
              SELECT json_quote(t2.value) AS j FROM list_film_aliases_43 AS t2 WHERE t2.uid = t1.uid ORDER BY t2.value
            ) AS s3
          ),
          ',"scores":', (
            SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_5
            FROM (
              SELECT coalesce(t4.value, 'null') AS j
              FROM list_film_scores_44 AS t4
              WHERE t4.uid = t1.uid
              ORDER BY t4.value
            ) AS s5
          ),
          ',"genres":', (
            SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_6
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t7.name_30 IS NULL) THEN char(1) ELSE json_quote(t7.name_30) END, '}'
              ) AS j
              FROM edges_film_genres_46 AS t6 LEFT OUTER JOIN genre_4 AS t7 ON t7.uid = t6.dst
              WHERE t6.src = t1.uid
              ORDER BY t6.dst
            ) AS s8
          ),
          ',"shownAt":', (
            SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_7
            FROM (
              SELECT concat(
                '{"name":', CASE WHEN (t10.name_31 IS NULL) THEN char(1) ELSE json_quote(t10.name_31) END, '}'
              ) AS j
              FROM edges_film_shownat_47 AS t9 LEFT OUTER JOIN place_5 AS t10 ON t10.uid = t9.dst
              WHERE t9.src = t1.uid
              ORDER BY t9.dst
            ) AS s11
          ),
          '}'
        ) AS j
        FROM film_1 AS t1
        WHERE t1.is_1 = 1
        ORDER BY t1.uid
      ) AS s12
    ),
    '}'
  ) AS anon_2
