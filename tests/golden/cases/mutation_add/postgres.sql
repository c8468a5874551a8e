-- the payload of addFilm
-- arguments: 'de', []
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"film":' || (
    SELECT '[' || coalesce(string_agg(s6.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"id":' || '"0x'
        || to_hex(t1.uid)
        || '"'
        || ',"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || ',"title":'
        || CASE WHEN (t1.title_13 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.title_13)::text, 'null') END
        || ',"titleDe":' || coalesce(
          to_json((SELECT t3.value FROM tags_film_title_13 AS t3 WHERE t3.uid = t1.uid AND t3.lang = $1))::text,
          'null'
        )
        || ',"year":' || coalesce(CAST(t1.year_14 AS text), 'null')
        || ',"aliases":' || (
          SELECT '[' || coalesce(string_agg(s5.j, ','), '') || ']' AS anon_4
          FROM (
            SELECT coalesce(to_json(t4.value)::text, 'null') AS j
            FROM list_film_aliases_43 AS t4
            WHERE t4.uid = t1.uid
            ORDER BY t4.value
          ) AS s5
        )
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND t1.uid = ANY (CAST($2 AS bigint[]))
      ORDER BY t1.uid
    ) AS s6
  )
  || '}' AS anon_2
