-- write
-- uids: 22
-- A person, three films of three roles, an actor for each. A film takes :uid + 1 + 7 * its place, its roles the three behind
-- it, the actors the three behind those.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO person_2 (uid, is_2, key_15, name_16, born_17)
SELECT :uid, 1, :person ->> 'key', :person ->> 'name', :person ->> 'born'
UNION ALL
SELECT
  :uid + 1 + 7 * f.key + 4 + r.key, 1, r.value ->> '$.actor.key', r.value ->> '$.actor.name', r.value ->> '$.actor.born'
FROM json_each(:person, '$.directed') AS f, json_each(f.value, '$.roles') AS r;

INSERT INTO film_1 (
  uid, is_1, key_5, title_6, year_7, rating_8, runtime_9, rated_10, boxoffice_11, released_12, released_12_key, tag_13,
  director_14
)
SELECT
  :uid + 1 + 7 * f.key, 1, f.value ->> 'key', f.value ->> 'title', f.value ->> 'year', f.value ->> 'rating',
  f.value ->> 'runtime', f.value ->> 'rated', f.value ->> 'boxOffice', f.value ->> 'released',
  format('%012d000000000', unixepoch(f.value ->> 'released') + 62135596800 + 172800), f.value ->> 'tag', :uid
FROM json_each(:person, '$.directed') AS f;

INSERT INTO role_3 (uid, is_3, character_19, billing_20, actor_21, film_22)
SELECT
  :uid + 1 + 7 * f.key + 1 + r.key, 1, r.value ->> 'character', r.value ->> 'billing', :uid + 1 + 7 * f.key + 4 + r.key,
  :uid + 1 + 7 * f.key
FROM json_each(:person, '$.directed') AS f, json_each(f.value, '$.roles') AS r;

INSERT INTO gw_memberships (uid, type_id)
SELECT uid, 1 FROM film_1 WHERE uid BETWEEN :uid AND :uid + 21
UNION ALL SELECT uid, 2 FROM person_2 WHERE uid BETWEEN :uid AND :uid + 21
UNION ALL SELECT uid, 3 FROM role_3 WHERE uid BETWEEN :uid AND :uid + 21;

INSERT INTO gw_keys (scope, value, uid)
SELECT 29, key_5, uid FROM film_1 WHERE uid BETWEEN :uid AND :uid + 21
UNION ALL SELECT 30, key_15, uid FROM person_2 WHERE uid BETWEEN :uid AND :uid + 21;

INSERT INTO tokens_term_film_title_6 (token, uid)
SELECT w.value, :uid + 1 + 7 * f.key
FROM json_each(:person, '$.directed') AS f, json_each(f.value, '$.tokens') AS w;

INSERT INTO edges_film_genres_24 (src, dst)
SELECT :uid + 1 + 7 * f.key, k.uid
FROM json_each(:person, '$.directed') AS f, json_each(f.value, '$.genres') AS g
  CROSS JOIN gw_keys AS k ON k.scope = 31 AND k.value = g.value ->> 'name';

INSERT INTO gw_changes (commit_ts, changes)
SELECT commit_ts, CAST(concat('[', (
  SELECT group_concat(replace(log, 'U', CAST(uid AS TEXT)), ',') FROM (
    SELECT uid,
      '[U,0,"t"],[U,5,"s"],[U,6,"s"],[U,7,"s"],[U,8,"s"],[U,9,"s"],[U,10,"s"],[U,11,"s"],[U,12,"s"],[U,13,"s"],[U,24,"s"],[U,14,"s"]'
      AS log FROM film_1 WHERE uid BETWEEN :uid AND :uid + 21
    UNION ALL
    SELECT uid, '[U,0,"t"],[U,15,"s"],[U,16,"s"],[U,17,"s"]' FROM person_2 WHERE uid BETWEEN :uid AND :uid + 21
    UNION ALL
    SELECT uid, '[U,0,"t"],[U,19,"s"],[U,20,"s"],[U,21,"s"],[U,22,"s"]' FROM role_3 WHERE uid BETWEEN :uid AND :uid + 21
  )
), ']') AS BLOB)
FROM gw_state;

SELECT concat(
  '{"data":{"addPerson":{"person":[{"id":', printf('"0x%x"', uid), ',"key":', json_quote(key_15), '}],"numUids":22}}}'
)
FROM person_2 WHERE uid = :uid AND is_2 = 1;
