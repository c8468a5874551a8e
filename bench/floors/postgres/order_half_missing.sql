-- The order's index gives the page.
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"boxOffice":' || coalesce(f.boxoffice_11::text, 'null') || '}' AS j
    FROM (
      SELECT uid, title_6, boxoffice_11 FROM film_1
      WHERE is_1 = 1 ORDER BY boxoffice_11 DESC NULLS LAST, uid LIMIT 20
    ) AS f ORDER BY f.boxoffice_11 DESC NULLS LAST, f.uid
  ) AS films
), '') || ']}}';
