-- write
-- uids: 1
-- A film with everything that hangs on it: membership, key, tokens, edges, the commit's changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO film_1 (
  uid, is_1, key_5, title_6, year_7, rating_8, runtime_9, rated_10, boxoffice_11, released_12, released_12_key, tag_13,
  director_14
)
SELECT
  :uid, 1, :film ->> 'key', :film ->> 'title', :film ->> 'year', :film ->> 'rating', :film ->> 'runtime',
  :film ->> 'rated', :film ->> 'boxOffice', :film ->> 'released',
  format('%012d000000000', unixepoch(:film ->> 'released') + 62135596800 + 172800), :film ->> 'tag',
  (SELECT uid FROM gw_keys WHERE scope = 30 AND value = :film ->> '$.director.key');

INSERT INTO gw_memberships (uid, type_id) VALUES (:uid, 1);

INSERT INTO gw_keys (scope, value, uid) VALUES (29, :film ->> 'key', :uid);

INSERT INTO tokens_term_film_title_6 (token, uid) SELECT value, :uid FROM json_each(:film, '$.tokens');

INSERT INTO edges_film_genres_24 (src, dst)
SELECT :uid, k.uid
FROM json_each(:film, '$.genres') AS g CROSS JOIN gw_keys AS k ON k.scope = 31 AND k.value = g.value ->> 'name';

INSERT INTO gw_changes (commit_ts, changes)
SELECT commit_ts, CAST(replace(
  '[[U,0,"t"],[U,5,"s"],[U,6,"s"],[U,7,"s"],[U,8,"s"],[U,9,"s"],[U,10,"s"],[U,11,"s"],[U,12,"s"],[U,13,"s"],[U,24,"s"],[U,14,"s"]]',
  'U', CAST(:uid AS TEXT)
) AS BLOB)
FROM gw_state;

SELECT concat(
  '{"data":{"addFilm":{"film":[{"id":', printf('"0x%x"', uid), ',"key":', json_quote(key_5),
  ',"title":', json_quote(title_6), '}],"numUids":1}}}'
)
FROM film_1 WHERE uid = :uid AND is_1 = 1;
