-- The stems come with the request; the first one's notes, each looked up under the second.
SELECT concat('{"data":{"queryNote":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat('{"id":', printf('"0x%x"', n.uid), ',"text":', json_quote(n.text_18), '}') AS j
    FROM tokens_fulltext_note_text_18 AS a
      CROSS JOIN tokens_fulltext_note_text_18 AS b ON b.token = :second AND b.uid = a.uid
      CROSS JOIN note_6 AS n ON n.uid = a.uid
    WHERE a.token = :first AND n.is_6 = 1
    ORDER BY a.uid LIMIT 20
  )
), ']}}');
