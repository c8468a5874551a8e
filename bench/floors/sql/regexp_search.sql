-- FTS5's trigrams find candidates, RE2 (a function in Python, patterns compiled once) checks them.
SELECT concat('{"data":{"queryNote":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat('{"id":', printf('"0x%x"', n.uid), ',"text":', json_quote(n.text_18), '}') AS j
    FROM floor_notes AS f CROSS JOIN note_6 AS n ON n.uid = f.rowid
    WHERE f.floor_notes MATCH :phrase AND n.is_6 = 1 AND re2_matches(:pattern, n.text_18)
    ORDER BY f.rowid LIMIT 20
  )
), ']}}');
