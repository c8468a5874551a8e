-- write
-- Two values of the film with a key (scope 29), as an upsert in DQL sets them; the commit is in the log of changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO gw_changes (commit_ts, changes)
SELECT s.commit_ts, convert_to(format('[[%s,8,"s"],[%s,11,"s"]]', k.uid, k.uid), 'UTF8')
FROM gw_state AS s, gw_keys AS k
WHERE k.scope = 29 AND k.gw_digest = md5(CAST(:key AS text))::uuid AND k.value = CAST(:key AS text);

UPDATE film_1 SET rating_8 = :rating, boxoffice_11 = :boxOffice
WHERE uid = (
  SELECT uid FROM gw_keys WHERE scope = 29 AND gw_digest = md5(CAST(:key AS text))::uuid AND value = CAST(:key AS text)
)
RETURNING '{"data":{"code":"Success","message":"Done","queries":{"q":[{"uid":"0x' || to_hex(uid) || '"}]},"uids":{}}}';
