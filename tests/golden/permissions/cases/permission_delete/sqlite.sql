-- the targets of deletePost
-- arguments: '["a1","b2"]'
SELECT t1.uid
FROM post_3 AS t1
WHERE
  t1.is_3 = 1
  AND t1.uid IN (
    SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (22) AND gw_keys.value IN (SELECT value FROM json_each(?))
  )
ORDER BY t1.uid
