-- A thread by its first comment's key (scope 7): the replies in pre-order, each with what is shown of it, in one
-- recursion. Rows come in the order in which they are taken, the deepest first. Only cycles are not looked for.
SELECT concat('{"data":{"getComment":', coalesce((
  SELECT concat('{"id":', printf('"0x%x"', c.uid), ',"repliesTree":[', (
    WITH RECURSIVE below(uid, parent, depth, likes, text) AS (
      SELECT c.uid, NULL, 0, NULL, NULL
      UNION ALL
      SELECT r.uid, r.parent_5, b.depth + 1, r.likes_4, r.text_3
      FROM below AS b CROSS JOIN comment_1 AS r ON r.parent_5 = b.uid
      WHERE b.depth < 100 AND r.is_1 = 1
      ORDER BY 3 DESC, 4 DESC NULLS LAST, 1
    )
    SELECT group_concat(concat(
      '{"depth":', depth, ',"parentId":', printf('"0x%x"', parent), ',"node":{"id":', printf('"0x%x"', uid),
      ',"text":', json_quote(text), ',"likes":', coalesce(likes, 'null'), '}}'
    ), ',')
    FROM below WHERE depth > 0
  ), ']}')
  FROM comment_1 AS c WHERE c.uid = (SELECT uid FROM gw_keys WHERE scope = 7 AND value = :key) AND c.is_1 = 1
), 'null'), '}}');
