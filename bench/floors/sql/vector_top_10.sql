-- nearest: vectors_doc_meaning_3.vector
-- No SQL finds the nearest: numpy does, one product with all vectors; :found has their uids in order.
SELECT concat('{"data":{"querySimilarDocByEmbedding":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat('{"id":', printf('"0x%x"', d.uid), ',"title":', json_quote(d.title_2), '}') AS j
    FROM json_each(:found) AS f CROSS JOIN doc_1 AS d ON d.uid = f.value
    ORDER BY f.key
  )
), ']}}');
