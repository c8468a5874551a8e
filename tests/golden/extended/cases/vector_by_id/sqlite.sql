-- the statement
-- arguments: 10, 2
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"querySimilarSongById":', (
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
                (
                  SELECT t3.vector
                  FROM song_8 AS t1 JOIN vectors_song_sense_34 AS t3 ON t3.uid = t1.uid
                  WHERE t1.is_8 = 1 AND t1.uid = ?
                  LIMIT 1
                ),
                ?,
                NULL,
                NULL
              )
            )
          ) AS n5
          JOIN song_8 AS t6 ON t6.uid = n5.uid
        WHERE +t6.is_8 = 1
        ORDER BY n5.distance, n5.uid
      ) AS s7
    ),
    '}'
  ) AS anon_2
