-- A genre by its key (scope 31), its films by the edges' second index, their directors.
SELECT concat('{"data":{"getGenre":', coalesce((
  SELECT concat(
    '{"name":', json_quote(g.name_23), ',"films":[', (
      SELECT group_concat(j, ',') FROM (
        SELECT concat(
          '{"title":', json_quote(f.title_6), ',"year":', coalesce(f.year_7, 'null'), ',"director":',
          CASE WHEN d.uid IS NULL THEN 'null' ELSE concat('{"name":', json_quote(d.name_16), '}') END, '}'
        ) AS j
        FROM edges_film_genres_24 AS e CROSS JOIN film_1 AS f ON f.uid = e.src
          LEFT JOIN person_2 AS d ON d.uid = f.director_14
        WHERE e.dst = g.uid ORDER BY e.src
      )
    ), ']}'
  )
  FROM genre_4 AS g
  WHERE g.uid = (SELECT uid FROM gw_keys WHERE scope = 31 AND value = :name) AND g.is_4 = 1
), 'null'), '}}');
