-- The index on the tag finds what matches; it is sorted.
SELECT '{"data":{"queryFilm":[' || coalesce((
  SELECT string_agg(j, ',') FROM (
    SELECT '{"id":"0x' || to_hex(f.uid) || '","title":' || to_json(f.title_6)::text
      || ',"year":' || coalesce(f.year_7::text, 'null') || ',"rating":' || coalesce(to_json(f.rating_8)::text, 'null')
      || '}' AS j
    FROM (
      SELECT uid, title_6, year_7, rating_8 FROM film_1
      WHERE is_1 = 1 AND left(tag_13, 128) = left(:tag, 128) AND tag_13 = :tag
      ORDER BY rating_8 DESC NULLS LAST, uid LIMIT 20
    ) AS f ORDER BY f.rating_8 DESC NULLS LAST, f.uid
  ) AS films
), '') || ']}}';
