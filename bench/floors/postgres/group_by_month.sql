-- All films by the months of UTC in which they came out; seconds of a key begin two days before year 1.
SELECT '{"data":{"groupByFilm":[' || coalesce((
  SELECT string_agg(
    '{"key":{"released":' || coalesce('"' || to_char(month, 'YYYY-MM-DD"T00:00:00Z"') || '"', 'null') || '},"count":' || films
      || '}', ',' ORDER BY month DESC NULLS LAST
  )
  FROM (
    SELECT
      date_trunc('month', to_timestamp(substr(f.released_12_key, 1, 12)::bigint - 62135769600) AT TIME ZONE 'UTC') AS month,
      count(*) AS films
    FROM film_1 AS f WHERE f.is_1 = 1
    GROUP BY month ORDER BY month DESC NULLS LAST LIMIT :first
  ) AS groups
), '') || ']}}';
