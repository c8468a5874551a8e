-- A person by uid, type checked, with roles and their films.
SELECT '{"data":{"getPerson":' || coalesce((
  SELECT '{"id":"0x' || to_hex(p.uid) || '","name":' || to_json(p.name_16)::text
    || ',"born":' || coalesce(p.born_17::text, 'null') || ',"roles":[' || coalesce((
      SELECT string_agg(j, ',') FROM (
        SELECT '{"character":' || to_json(r.character_19)::text || ',"film":{"id":"0x' || to_hex(f.uid)
          || '","title":' || to_json(f.title_6)::text || ',"year":' || coalesce(f.year_7::text, 'null') || '}}' AS j
        FROM role_3 AS r JOIN film_1 AS f ON f.uid = r.film_22
        WHERE r.actor_21 = p.uid ORDER BY r.uid
      ) AS roles
    ), '') || ']}'
  FROM person_2 AS p WHERE p.uid = :id AND p.is_2 = 1
), 'null') || '}}';
