-- write
-- uids: 1
-- A film with everything that hangs on it: membership, key, tokens, edges, the commit's changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO film_1 (
  uid, is_1, key_5, title_6, year_7, rating_8, runtime_9, rated_10, boxoffice_11, released_12, released_12_key, tag_13,
  director_14
)
SELECT
  :uid, 1, f ->> 'key', f ->> 'title', (f ->> 'year')::bigint, (f ->> 'rating')::float8, (f ->> 'runtime')::bigint,
  f ->> 'rated', (f ->> 'boxOffice')::bigint, f ->> 'released',
  lpad((extract(epoch FROM (f ->> 'released')::timestamptz)::bigint + 62135596800 + 172800)::text, 12, '0') || '000000000',
  f ->> 'tag',
  (SELECT uid FROM gw_keys WHERE scope = 30 AND gw_digest = md5(f #>> '{director,key}')::uuid)
FROM (SELECT CAST(:film AS jsonb) AS f) AS given;

INSERT INTO gw_memberships (uid, type_id) VALUES (:uid, 1);

INSERT INTO gw_keys (scope, value, uid) VALUES (29, CAST(:film AS jsonb) ->> 'key', :uid);

INSERT INTO tokens_term_film_title_6 (token, uid)
SELECT token, :uid FROM jsonb_array_elements_text(CAST(:film AS jsonb) -> 'tokens') AS token;

INSERT INTO edges_film_genres_24 (src, dst)
SELECT :uid, k.uid
FROM jsonb_array_elements(CAST(:film AS jsonb) -> 'genres') AS g
  JOIN gw_keys AS k ON k.scope = 31 AND k.gw_digest = md5(g ->> 'name')::uuid;

INSERT INTO gw_changes (commit_ts, changes)
SELECT commit_ts, convert_to(replace(
  '[[U,0,"t"],[U,5,"s"],[U,6,"s"],[U,7,"s"],[U,8,"s"],[U,9,"s"],[U,10,"s"],[U,11,"s"],[U,12,"s"],[U,13,"s"],[U,24,"s"],[U,14,"s"]]',
  'U', CAST(:uid AS bigint)::text
), 'UTF8')
FROM gw_state;

SELECT '{"data":{"addFilm":{"film":[{"id":"0x' || to_hex(uid) || '","key":' || to_json(key_5)::text
  || ',"title":' || to_json(title_6)::text || '}],"numUids":1}}}'
FROM film_1 WHERE uid = :uid AND is_1 = 1;
