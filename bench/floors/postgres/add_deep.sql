-- write
-- uids: 22
-- A person, three films of three roles, an actor for each. A film takes :uid + 1 + 7 * its place (from 0), its roles the three
-- behind it, the actors the three behind those.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO person_2 (uid, is_2, key_15, name_16, born_17)
SELECT :uid, 1, p ->> 'key', p ->> 'name', (p ->> 'born')::bigint FROM (SELECT CAST(:person AS jsonb) AS p) AS given
UNION ALL
SELECT
  :uid + 7 * place + part - 3, 1, r #>> '{actor,key}', r #>> '{actor,name}', (r #>> '{actor,born}')::bigint
FROM jsonb_array_elements(CAST(:person AS jsonb) -> 'directed') WITH ORDINALITY AS given (f, place),
  jsonb_array_elements(f -> 'roles') WITH ORDINALITY AS parts (r, part);

INSERT INTO film_1 (
  uid, is_1, key_5, title_6, year_7, rating_8, runtime_9, rated_10, boxoffice_11, released_12, released_12_key, tag_13,
  director_14
)
SELECT
  :uid + 7 * place - 6, 1, f ->> 'key', f ->> 'title', (f ->> 'year')::bigint, (f ->> 'rating')::float8,
  (f ->> 'runtime')::bigint, f ->> 'rated', (f ->> 'boxOffice')::bigint, f ->> 'released',
  lpad((extract(epoch FROM (f ->> 'released')::timestamptz)::bigint + 62135596800 + 172800)::text, 12, '0') || '000000000',
  f ->> 'tag', :uid
FROM jsonb_array_elements(CAST(:person AS jsonb) -> 'directed') WITH ORDINALITY AS given (f, place);

INSERT INTO role_3 (uid, is_3, character_19, billing_20, actor_21, film_22)
SELECT
  :uid + 7 * place - 6 + part, 1, r ->> 'character', (r ->> 'billing')::bigint, :uid + 7 * place + part - 3,
  :uid + 7 * place - 6
FROM jsonb_array_elements(CAST(:person AS jsonb) -> 'directed') WITH ORDINALITY AS given (f, place),
  jsonb_array_elements(f -> 'roles') WITH ORDINALITY AS parts (r, part);

INSERT INTO gw_memberships (uid, type_id)
SELECT uid, 1 FROM film_1 WHERE uid BETWEEN :uid AND :uid + 21
UNION ALL SELECT uid, 2 FROM person_2 WHERE uid BETWEEN :uid AND :uid + 21
UNION ALL SELECT uid, 3 FROM role_3 WHERE uid BETWEEN :uid AND :uid + 21;

INSERT INTO gw_keys (scope, value, uid)
SELECT 29, key_5, uid FROM film_1 WHERE uid BETWEEN :uid AND :uid + 21
UNION ALL SELECT 30, key_15, uid FROM person_2 WHERE uid BETWEEN :uid AND :uid + 21;

INSERT INTO tokens_term_film_title_6 (token, uid)
SELECT token, :uid + 7 * place - 6
FROM jsonb_array_elements(CAST(:person AS jsonb) -> 'directed') WITH ORDINALITY AS given (f, place),
  jsonb_array_elements_text(f -> 'tokens') AS token;

INSERT INTO edges_film_genres_24 (src, dst)
SELECT :uid + 7 * place - 6, k.uid
FROM jsonb_array_elements(CAST(:person AS jsonb) -> 'directed') WITH ORDINALITY AS given (f, place),
  jsonb_array_elements(f -> 'genres') AS g JOIN gw_keys AS k ON k.scope = 31 AND k.gw_digest = md5(g ->> 'name')::uuid;

INSERT INTO gw_changes (commit_ts, changes)
SELECT commit_ts, convert_to('[' || (
  SELECT string_agg(replace(log, 'U', uid::text), ',') FROM (
    SELECT uid,
      '[U,0,"t"],[U,5,"s"],[U,6,"s"],[U,7,"s"],[U,8,"s"],[U,9,"s"],[U,10,"s"],[U,11,"s"],[U,12,"s"],[U,13,"s"],[U,24,"s"],[U,14,"s"]'
      AS log FROM film_1 WHERE uid BETWEEN :uid AND :uid + 21
    UNION ALL
    SELECT uid, '[U,0,"t"],[U,15,"s"],[U,16,"s"],[U,17,"s"]' FROM person_2 WHERE uid BETWEEN :uid AND :uid + 21
    UNION ALL
    SELECT uid, '[U,0,"t"],[U,19,"s"],[U,20,"s"],[U,21,"s"],[U,22,"s"]' FROM role_3 WHERE uid BETWEEN :uid AND :uid + 21
  ) AS logs
) || ']', 'UTF8')
FROM gw_state;

SELECT '{"data":{"addPerson":{"person":[{"id":"0x' || to_hex(uid) || '","key":' || to_json(key_15)::text
  || '}],"numUids":22}}}'
FROM person_2 WHERE uid = :uid AND is_2 = 1;
