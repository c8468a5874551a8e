-- A person by the external key, which the keys table holds (scope 30), with roles and their films.
-- The inner sub-select orders by the index (actor_21, uid); nothing is sorted.
SELECT concat('{"data":{"getPerson":', coalesce((
  SELECT concat(
    '{"id":', printf('"0x%x"', p.uid), ',"name":', json_quote(p.name_16), ',"born":', coalesce(p.born_17, 'null'),
    ',"roles":[', (
      SELECT group_concat(j, ',') FROM (
        SELECT concat(
          '{"character":', json_quote(r.character_19),
          ',"film":{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6),
          ',"year":', coalesce(f.year_7, 'null'), '}}'
        ) AS j
        FROM role_3 AS r CROSS JOIN film_1 AS f ON f.uid = r.film_22
        WHERE r.actor_21 = p.uid ORDER BY r.uid
      )
    ), ']}'
  )
  FROM person_2 AS p WHERE p.uid = (SELECT uid FROM gw_keys WHERE scope = 30 AND value = :key) AND p.is_2 = 1
), 'null'), '}}');
