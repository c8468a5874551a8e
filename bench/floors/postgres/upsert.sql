-- write
-- A film by its key (scope 29), type checked: its values, its tokens anew, the commit in the log of changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO gw_changes (commit_ts, changes)
SELECT s.commit_ts, convert_to(format('[[%s,6,"s"],[%s,7,"s"],[%s,8,"s"]]', k.uid, k.uid, k.uid), 'UTF8')
FROM gw_state AS s, gw_keys AS k WHERE k.scope = 29 AND k.gw_digest = md5(CAST(:film AS jsonb) ->> 'key')::uuid;

DELETE FROM tokens_term_film_title_6 AS t
USING gw_keys AS k, film_1 AS f, unnest(string_to_array(lower(f.title_6), ' ')) AS w (token)
WHERE k.scope = 29 AND k.gw_digest = md5(CAST(:film AS jsonb) ->> 'key')::uuid AND f.uid = k.uid
  AND t.token = w.token AND t.uid = f.uid;

INSERT INTO tokens_term_film_title_6 (token, uid)
SELECT w.token, k.uid
FROM gw_keys AS k, jsonb_array_elements_text(CAST(:film AS jsonb) -> 'tokens') AS w (token)
WHERE k.scope = 29 AND k.gw_digest = md5(CAST(:film AS jsonb) ->> 'key')::uuid;

UPDATE film_1
SET title_6 = f ->> 'title', year_7 = (f ->> 'year')::bigint, rating_8 = (f ->> 'rating')::float8
FROM (SELECT CAST(:film AS jsonb) AS f) AS given
WHERE is_1 = 1 AND uid = (SELECT uid FROM gw_keys WHERE scope = 29 AND gw_digest = md5(f ->> 'key')::uuid)
RETURNING '{"data":{"addFilm":{"film":[{"id":"0x' || to_hex(uid) || '","title":' || to_json(title_6)::text
  || '}],"numUids":0}}}';
