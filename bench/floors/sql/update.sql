-- write
-- Two values of a film by its key (scope 29), type checked; the commit is noted in the log of changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO gw_changes (commit_ts, changes)
SELECT s.commit_ts, CAST(format('[[%d,8,"s"],[%d,11,"s"]]', k.uid, k.uid) AS BLOB)
FROM gw_state AS s, gw_keys AS k WHERE k.scope = 29 AND k.value = :key;

UPDATE film_1 SET rating_8 = :rating, boxoffice_11 = :boxOffice
WHERE uid = (SELECT uid FROM gw_keys WHERE scope = 29 AND value = :key) AND is_1 = 1
RETURNING concat(
  '{"data":{"updateFilm":{"film":[{"id":', printf('"0x%x"', uid), ',"rating":', json_quote(rating_8),
  ',"boxOffice":', boxoffice_11, '}],"numUids":1}}}'
);
