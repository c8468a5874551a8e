-- write
-- uids: 100
-- Ten films of nine roles. A film takes the uid :uid + 10 * its place, its roles the nine behind it.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO film_1 (
  uid, is_1, key_5, title_6, year_7, rating_8, runtime_9, rated_10, boxoffice_11, released_12, released_12_key, tag_13,
  director_14
)
SELECT
  :uid + 10 * (place - 1), 1, f ->> 'key', f ->> 'title', (f ->> 'year')::bigint, (f ->> 'rating')::float8,
  (f ->> 'runtime')::bigint, f ->> 'rated', (f ->> 'boxOffice')::bigint, f ->> 'released',
  lpad((extract(epoch FROM (f ->> 'released')::timestamptz)::bigint + 62135596800 + 172800)::text, 12, '0') || '000000000',
  f ->> 'tag',
  (SELECT uid FROM gw_keys WHERE scope = 30 AND gw_digest = md5(f #>> '{director,key}')::uuid)
FROM jsonb_array_elements(CAST(:films AS jsonb)) WITH ORDINALITY AS given (f, place);

INSERT INTO role_3 (uid, is_3, character_19, billing_20, actor_21, film_22)
SELECT
  :uid + 10 * (place - 1) + part, 1, r ->> 'character', (r ->> 'billing')::bigint,
  (SELECT uid FROM gw_keys WHERE scope = 30 AND gw_digest = md5(r #>> '{actor,key}')::uuid), :uid + 10 * (place - 1)
FROM jsonb_array_elements(CAST(:films AS jsonb)) WITH ORDINALITY AS given (f, place),
  jsonb_array_elements(f -> 'roles') WITH ORDINALITY AS parts (r, part);

INSERT INTO gw_memberships (uid, type_id)
SELECT uid, 1 FROM film_1 WHERE uid BETWEEN :uid AND :uid + 99
UNION ALL SELECT uid, 3 FROM role_3 WHERE uid BETWEEN :uid AND :uid + 99;

INSERT INTO gw_keys (scope, value, uid) SELECT 29, key_5, uid FROM film_1 WHERE uid BETWEEN :uid AND :uid + 99;

INSERT INTO tokens_term_film_title_6 (token, uid)
SELECT token, :uid + 10 * (place - 1)
FROM jsonb_array_elements(CAST(:films AS jsonb)) WITH ORDINALITY AS given (f, place),
  jsonb_array_elements_text(f -> 'tokens') AS token;

INSERT INTO edges_film_genres_24 (src, dst)
SELECT :uid + 10 * (place - 1), k.uid
FROM jsonb_array_elements(CAST(:films AS jsonb)) WITH ORDINALITY AS given (f, place),
  jsonb_array_elements(f -> 'genres') AS g JOIN gw_keys AS k ON k.scope = 31 AND k.gw_digest = md5(g ->> 'name')::uuid;

INSERT INTO gw_changes (commit_ts, changes)
SELECT commit_ts, convert_to('[' || (
  SELECT string_agg(replace(log, 'U', uid::text), ',') FROM (
    SELECT uid,
      '[U,0,"t"],[U,5,"s"],[U,6,"s"],[U,7,"s"],[U,8,"s"],[U,9,"s"],[U,10,"s"],[U,11,"s"],[U,12,"s"],[U,13,"s"],[U,24,"s"],[U,14,"s"]'
      AS log FROM film_1 WHERE uid BETWEEN :uid AND :uid + 99
    UNION ALL
    SELECT uid, '[U,0,"t"],[U,19,"s"],[U,20,"s"],[U,21,"s"],[U,22,"s"]'
    FROM role_3 WHERE uid BETWEEN :uid AND :uid + 99
  ) AS logs
) || ']', 'UTF8')
FROM gw_state;

SELECT '{"data":{"addFilm":{"film":[' || (
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","key":' || to_json(f.key_5)::text || '}' AS j
    FROM film_1 AS f WHERE f.uid BETWEEN :uid AND :uid + 99 AND f.is_1 = 1 ORDER BY f.uid
  ) AS films
) || '],"numUids":100}}}';
