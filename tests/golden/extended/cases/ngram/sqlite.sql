-- the statement
-- arguments: 'blue moon'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"querySong":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"tune":', CASE WHEN (t1.tune_29 IS NULL) THEN char(1) ELSE json_quote(t1.tune_29) END, '}') AS j
        FROM song_8 AS t1
        WHERE t1.is_8 = 1 AND t1.uid IN (SELECT t2.uid FROM tokens_ngram_song_tune_29 AS t2 WHERE t2.token = ?)
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
