-- walk: shortest
-- The lightest path by a facet: numpy over edges in memory, see walks.py.
SELECT 1;
