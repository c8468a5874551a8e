-- write
-- Two values of a film by its key (scope 29), type checked; the commit is noted in the log of changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO gw_changes (commit_ts, changes)
SELECT s.commit_ts, convert_to(format('[[%s,8,"s"],[%s,11,"s"]]', k.uid, k.uid), 'UTF8')
FROM gw_state AS s, gw_keys AS k
WHERE k.scope = 29 AND k.gw_digest = md5(CAST(:key AS text))::uuid AND k.value = CAST(:key AS text);

UPDATE film_1 SET rating_8 = :rating, boxoffice_11 = :boxOffice
WHERE is_1 = 1 AND uid = (
  SELECT uid FROM gw_keys WHERE scope = 29 AND gw_digest = md5(CAST(:key AS text))::uuid AND value = CAST(:key AS text)
)
RETURNING '{"data":{"updateFilm":{"film":[{"id":"0x' || to_hex(uid) || '","rating":' || to_json(rating_8)::text
  || ',"boxOffice":' || boxoffice_11::text || '}],"numUids":1}}}';
