-- By uid, the primary key.
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"year":' || coalesce(f.year_7::text, 'null') || ',"rating":' || coalesce(to_json(f.rating_8)::text, 'null')
      || ',"runtime":' || coalesce(f.runtime_9::text, 'null')
      || ',"rated":' || coalesce(to_json(f.rated_10)::text, 'null') || '}' AS j
    FROM (SELECT * FROM film_1 WHERE is_1 = 1 ORDER BY uid LIMIT 1000 OFFSET :offset) AS f
    ORDER BY f.uid
  ) AS films
), '') || ']}}';
