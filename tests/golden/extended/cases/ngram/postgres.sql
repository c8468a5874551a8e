-- the statement
-- arguments: 'blue moon'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"querySong":' || (
    SELECT '[' || coalesce(string_agg(s4.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"tune":' || CASE WHEN (t1.tune_29 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.tune_29)::text, 'null') END
        || '}' AS j
      FROM song_8 AS t1
      WHERE t1.is_8 = 1 AND t1.uid IN (SELECT t2.uid FROM tokens_ngram_song_tune_29 AS t2 WHERE t2.token = $1)
      ORDER BY t1.uid
    ) AS s4
  )
  || '}' AS anon_2
