-- write
-- Two values of the film with a key (scope 29), as an upsert in DQL sets them; the commit is in the log of changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO gw_changes (commit_ts, changes)
SELECT s.commit_ts, CAST(format('[[%d,8,"s"],[%d,11,"s"]]', k.uid, k.uid) AS BLOB)
FROM gw_state AS s, gw_keys AS k WHERE k.scope = 29 AND k.value = :key;

UPDATE film_1 SET rating_8 = :rating, boxoffice_11 = :boxOffice
WHERE uid = (SELECT uid FROM gw_keys WHERE scope = 29 AND value = :key)
RETURNING concat(
  '{"data":{"code":"Success","message":"Done","queries":{"q":[{"uid":', printf('"0x%x"', uid), '}]},"uids":{}}}'
);
