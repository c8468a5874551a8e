-- Films of five years by the index on the year, the value computed, the best twenty sorted out.
SELECT '{"data":{"q":[' || (
  SELECT string_agg(
    '{"Film.title":' || to_json(title)::text || ',"val(s)":' || to_json(s)::text || '}', ',' ORDER BY s DESC, uid
  )
  FROM (
    SELECT uid, title, s FROM (
      SELECT f.uid, f.title_6 AS title,
        coalesce(f.rating_8 * 10 + f.runtime_9 / 10.0::float8, f.rating_8 * 10, f.runtime_9 / 10.0::float8) AS s
      FROM film_1 AS f WHERE f.year_7 BETWEEN :least AND :most
    ) AS films WHERE s IS NOT NULL ORDER BY s DESC, uid LIMIT 20
  ) AS best
) || ']}}';
