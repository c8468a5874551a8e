-- the statement
-- arguments: None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"querySimilarSongById":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"tune":' || CASE WHEN (t3.tune_29 IS NULL) THEN chr(1) ELSE coalesce(to_json(t3.tune_29)::text, 'null') END
        || ',"vector_distance":' || coalesce(to_json(n2.distance)::text, 'null')
        || '}' AS j
      FROM
        (
          SELECT CAST(value ->> 0 AS bigint) AS uid, CAST(value ->> 1 AS double precision) AS distance
          FROM json_array_elements(CAST($1 AS json))
        ) AS n2
        JOIN song_8 AS t3 ON t3.uid = n2.uid
      ORDER BY n2.distance, n2.uid
    ) AS s4
  )
  || '}' AS anon_2
