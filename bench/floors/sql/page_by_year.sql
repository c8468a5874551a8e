-- The order's index gives the page; the first three roles by (film_22, uid).
SELECT concat('{"data":{"queryFilm":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', f.uid), ',"title":', json_quote(f.title_6), ',"year":', coalesce(f.year_7, 'null'),
      ',"roles":[', (
        SELECT group_concat(j, ',') FROM (
          SELECT concat(
            '{"character":', json_quote(r.character_19), ',"actor":{"name":', json_quote(a.name_16), '}}'
          ) AS j
          FROM role_3 AS r CROSS JOIN person_2 AS a ON a.uid = r.actor_21
          WHERE r.film_22 = f.uid ORDER BY r.uid LIMIT 3
        )
      ), ']}'
    ) AS j
    FROM film_1 AS f WHERE f.is_1 = 1
    ORDER BY f.year_7 ASC NULLS LAST, f.uid LIMIT 50 OFFSET :offset + 0
  )
), ']}}');
