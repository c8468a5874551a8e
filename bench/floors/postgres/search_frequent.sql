-- All films with the token, the 20 best by rating, then their JSON only.
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"year":' || coalesce(f.year_7::text, 'null') || ',"rating":' || coalesce(to_json(f.rating_8)::text, 'null')
      || ',"genres":[' || coalesce((
        SELECT string_agg('{"name":' || to_json(name_23)::text || '}', ',') FROM (
          SELECT g.name_23 FROM edges_film_genres_24 AS e JOIN genre_4 AS g ON g.uid = e.dst
          WHERE e.src = f.uid ORDER BY e.dst
        ) AS genres
      ), '') || '],"director":' || coalesce((
        SELECT '{"id":"0x' || to_hex(d.uid) || '","name":' || to_json(d.name_16)::text || '}'
        FROM person_2 AS d WHERE d.uid = f.director_14
      ), 'null') || ',"roles":[' || coalesce((
        SELECT string_agg(j, ',') FROM (
          SELECT '{"character":' || to_json(r.character_19)::text
            || ',"actor":{"name":' || to_json(a.name_16)::text || '}}' AS j
          FROM role_3 AS r JOIN person_2 AS a ON a.uid = r.actor_21
          WHERE r.film_22 = f.uid ORDER BY r.uid
        ) AS roles
      ), '') || ']}' AS j
    FROM (
      SELECT t.uid, t.rating_8
      FROM tokens_term_film_title_6 AS w JOIN film_1 AS t ON t.uid = w.uid
      WHERE w.token = lower(CAST(:term AS text)) AND t.is_1 = 1
      ORDER BY t.rating_8 DESC NULLS LAST, t.uid LIMIT 20
    ) AS k JOIN film_1 AS f ON f.uid = k.uid
    ORDER BY k.rating_8 DESC NULLS LAST, k.uid
  ) AS films
), '') || ']}}';
