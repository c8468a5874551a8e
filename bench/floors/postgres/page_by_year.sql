-- The order's index gives the page; the first three roles by (film_22, uid).
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"year":' || coalesce(f.year_7::text, 'null') || ',"roles":[' || coalesce((
        SELECT string_agg(j, ',') FROM (
          SELECT '{"character":' || to_json(r.character_19)::text
            || ',"actor":{"name":' || to_json(a.name_16)::text || '}}' AS j
          FROM role_3 AS r JOIN person_2 AS a ON a.uid = r.actor_21
          WHERE r.film_22 = f.uid ORDER BY r.uid LIMIT 3
        ) AS roles
      ), '') || ']}' AS j
    FROM (
      SELECT uid, title_6, year_7 FROM film_1 WHERE is_1 = 1
      ORDER BY year_7 ASC NULLS LAST, uid LIMIT 50 OFFSET :offset
    ) AS f ORDER BY f.year_7 ASC NULLS LAST, f.uid
  ) AS films
), '') || ']}}';
