-- The descending index has missing values last and ties by ascending uid.
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"rated":' || coalesce(to_json(f.rated_10)::text, 'null') || '}' AS j
    FROM (
      SELECT uid, title_6, rated_10 FROM film_1
      WHERE is_1 = 1 ORDER BY left(rated_10, 128) DESC NULLS LAST, rated_10 DESC NULLS LAST, uid LIMIT :first
    ) AS f ORDER BY f.rated_10 DESC NULLS LAST, f.uid
  ) AS films
), '') || ']}}';
