-- All films by the months of UTC in which they came out; seconds of a key begin two days before year 1.
SELECT concat('{"data":{"groupByFilm":[', (
  SELECT group_concat(concat('{"key":{"released":', json_quote(month), '},"count":', films, '}'), ',')
  FROM (
    SELECT
      strftime('%Y-%m-01T00:00:00Z', substr(f.released_12_key, 1, 12) - 62135769600, 'unixepoch') AS month,
      count(*) AS films
    FROM film_1 AS f WHERE f.is_1 = 1
    GROUP BY month ORDER BY month DESC NULLS LAST LIMIT :first
  )
), ']}}');
