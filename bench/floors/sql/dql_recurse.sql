-- walk: recurse
-- Nested text of four levels, each edge once: numpy over edges in memory, see walks.py.
SELECT 1;
