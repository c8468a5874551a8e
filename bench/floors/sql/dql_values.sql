-- Films of five years by the index on the year, the value computed, the best twenty sorted out.
SELECT concat('{"data":{"q":[', (
  SELECT group_concat(concat('{"Film.title":', json_quote(title), ',"val(s)":', json_quote(s), '}'), ',')
  FROM (
    SELECT title, s FROM (
      SELECT f.uid, f.title_6 AS title,
        coalesce(f.rating_8 * 10 + f.runtime_9 / 10.0, f.rating_8 * 10, f.runtime_9 / 10.0) AS s
      FROM film_1 AS f WHERE f.year_7 BETWEEN :least AND :most
    ) WHERE s IS NOT NULL ORDER BY s DESC, uid LIMIT 20
  )
), ']}}');
