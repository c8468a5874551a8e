-- write
-- A film by its key (scope 29), type checked: its values, its tokens anew, the commit in the log of changes.
UPDATE gw_state SET commit_ts = commit_ts + 1 WHERE id = 1;

INSERT INTO gw_changes (commit_ts, changes)
SELECT s.commit_ts, CAST(format('[[%d,6,"s"],[%d,7,"s"],[%d,8,"s"]]', k.uid, k.uid, k.uid) AS BLOB)
FROM gw_state AS s, gw_keys AS k WHERE k.scope = 29 AND k.value = :film ->> 'key';

DELETE FROM tokens_term_film_title_6
WHERE (token, uid) IN (
  SELECT w.value, f.uid
  FROM gw_keys AS k CROSS JOIN film_1 AS f ON f.uid = k.uid
    CROSS JOIN json_each('["' || replace(lower(f.title_6), ' ', '","') || '"]') AS w
  WHERE k.scope = 29 AND k.value = :film ->> 'key'
);

INSERT INTO tokens_term_film_title_6 (token, uid)
SELECT w.value, k.uid FROM gw_keys AS k, json_each(:film, '$.tokens') AS w
WHERE k.scope = 29 AND k.value = :film ->> 'key';

UPDATE film_1 SET title_6 = :film ->> 'title', year_7 = :film ->> 'year', rating_8 = :film ->> 'rating'
WHERE uid = (SELECT uid FROM gw_keys WHERE scope = 29 AND value = :film ->> 'key') AND is_1 = 1
RETURNING concat(
  '{"data":{"addFilm":{"film":[{"id":', printf('"0x%x"', uid), ',"title":', json_quote(title_6), '}],"numUids":0}}}'
);
