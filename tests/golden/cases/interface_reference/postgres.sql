-- the statement
-- arguments: 2, 'alien'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getFilm":' || coalesce(
    (
      SELECT
        '{"shownAt":' || (
          SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_3
          FROM (
            SELECT
              '{"id":' || '"0x'
              || to_hex(s6.u)
              || '"'
              || CASE WHEN t7.is_6 = 1 THEN ',"seats":'
              || coalesce(CAST(t7.seats_32 AS text), 'null') ELSE '' END
              || ',"name":'
              || CASE WHEN (t8.name_31 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.name_31)::text, 'null') END
              || '}' AS j
            FROM
              (
                SELECT t3.dst AS u, t4.name_31 AS o0
                FROM edges_film_shownat_47 AS t3 LEFT OUTER JOIN place_5 AS t4 ON t4.uid = t3.dst
                WHERE t3.src = t1.uid
                ORDER BY left(t4.name_31, 128) ASC NULLS LAST, t4.name_31 ASC NULLS LAST, t3.dst
                LIMIT $1
              ) AS s6
              LEFT OUTER JOIN cinema_6 AS t7 ON t7.uid = s6.u
              LEFT OUTER JOIN place_5 AS t8 ON t8.uid = s6.u
            ORDER BY s6.o0 ASC NULLS LAST, s6.u
          ) AS s9
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (54) AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
