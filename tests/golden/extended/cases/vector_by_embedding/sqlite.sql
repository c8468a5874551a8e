-- the statement
-- arguments: b'\x00\x00\x80?\x00\x00\x00\x00\x00\x00\x00\x00', 2, 'noise'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"querySimilarSongByEmbedding":', (
      SELECT concat('[', group_concat(s7.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"tune":', CASE WHEN (t6.tune_29 IS NULL) THEN char(1) ELSE json_quote(t6.tune_29) END,
          ',"vector_distance":', json_quote(n5.distance),
          '}'
        ) AS j
        FROM
          (
            SELECT value ->> 0 AS uid, value ->> 1 AS distance
            FROM json_each(
              gw_nearest(
                'vectors_song_sense_34',
                'vector',
                34,
                'cosine',
                ?,
                ?,
                NULL,
                (
                  SELECT json_group_array(n5c.uid) AS anon_4
                  FROM (SELECT t1.uid AS uid FROM song_8 AS t1 WHERE t1.is_8 = 1 AND (+t1.tune_29 = ?) IS NOT 1) AS n5c
                )
              )
            )
          ) AS n5
          JOIN song_8 AS t6 ON t6.uid = n5.uid
        ORDER BY n5.distance, n5.uid
      ) AS s7
    ),
    '}'
  ) AS anon_2
