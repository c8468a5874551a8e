-- The cursor's node is (:rating, :uid). Three seeks in the order's index; PostgreSQL runs all of them, each at most 51 rows.
WITH page AS MATERIALIZED (
  SELECT uid, title_6, year_7, rating_8 FROM (
    (
      SELECT 1 AS part, f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f
      WHERE f.is_1 = 1 AND f.rating_8 = :rating AND f.uid > :uid ORDER BY f.uid LIMIT 51
    )
    UNION ALL
    (
      SELECT 2, f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f
      WHERE f.is_1 = 1 AND f.rating_8 < :rating ORDER BY f.rating_8 DESC NULLS LAST, f.uid LIMIT 51
    )
    UNION ALL
    (
      SELECT 3, f.uid, f.title_6, f.year_7, f.rating_8 FROM film_1 AS f
      WHERE f.is_1 = 1 AND f.rating_8 IS NULL ORDER BY f.uid LIMIT 51
    )
  ) AS parts
  ORDER BY part, rating_8 DESC, uid LIMIT 51
), numbered AS (
  SELECT row_number() OVER () AS place, page.*, '["2d5d72",' || uid || ',' || coalesce(to_json(rating_8)::text, 'null') || ']' AS payload
  FROM page LIMIT 50
), shown AS MATERIALIZED (
  -- Base64 comes in lines, with `=` at the end; a cursor has neither.
  SELECT *, translate(
    encode(decode(left(md5(payload), 6), 'hex') || convert_to(payload, 'UTF8'), 'base64'), '+/=' || chr(10), '-_'
  ) AS cursor
  FROM numbered
)
SELECT '{"data":{"queryFilmConnection":{"edges":[' || coalesce((
  SELECT string_agg(
    '{"cursor":"' || cursor || '","node":{"id":"0x' || to_hex(uid) || '","title":' || to_json(title_6)::text
      || ',"year":' || coalesce(year_7::text, 'null') || ',"rating":' || coalesce(to_json(rating_8)::text, 'null') || '}}',
    ',' ORDER BY place
  )
  FROM shown
), '') || '],"pageInfo":{"hasNextPage":' || CASE WHEN (SELECT count(*) FROM page) > 50 THEN 'true' ELSE 'false' END
  || ',"endCursor":' || coalesce('"' || (SELECT cursor FROM shown ORDER BY place DESC LIMIT 1) || '"', 'null') || '}}}}';
