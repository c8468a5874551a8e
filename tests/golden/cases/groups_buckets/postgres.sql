-- the statement
-- arguments: 'Europe/Berlin'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"local":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s5.j, ','), '') || ']' END AS anon_3
    FROM (
      SELECT
        '{"key":{"released":' || coalesce(
          to_json(
            (
              SELECT
                to_char(
                  least(greatest(s.c, timestamp '0001-01-01'), timestamp '9999-12-31 23:59:59'),
                  'YYYY-MM-DD"T"HH24:MI:SS'
                )
                || CASE WHEN abs(CAST(extract(epoch FROM s.c - s.u) AS integer)) < 60 THEN 'Z' ELSE (
                  CASE WHEN CAST(extract(epoch FROM s.c - s.u) AS integer) < 0 THEN '-' ELSE '+' END
                )
                || to_char(
                  make_interval(mins => abs(CAST(extract(epoch FROM s.c - s.u) AS integer)) / 60), 'HH24:MI'
                ) END
              FROM
                (SELECT g4.k0 AS p) AS p CROSS
                JOIN LATERAL (SELECT p.p AT TIME ZONE CAST($1 AS text) AS l OFFSET 0) AS l CROSS
                JOIN LATERAL (
                  SELECT (
                    p.p - (
                      (
                        l.l - interval '6 hours'
                      ) AT TIME ZONE CAST($1 AS text) - (l.l - interval '6 hours') AT TIME ZONE 'UTC'
                    )
                  ) AT TIME ZONE 'UTC' AS e
                  OFFSET 0
                ) AS e CROSS
                JOIN LATERAL (
                  SELECT CASE WHEN e.e < l.l AND e.e AT TIME ZONE CAST($1 AS text) = p.p THEN e.e ELSE l.l END AS b
                  OFFSET 0
                ) AS b CROSS
                JOIN LATERAL (
                  SELECT b.b AT TIME ZONE CAST($1 AS text) AS c, b.b AT TIME ZONE 'UTC' AS u OFFSET 0
                ) AS s
            )
          )::text,
          'null'
        )
        || '},"count":' || coalesce(CAST(g4.a0 AS text), 'null')
        || '}' AS j
      FROM (
        SELECT g3.k0 AS k0, g3.a0 AS a0
        FROM (
          SELECT
            CASE WHEN t1.released_17_key IS NOT NULL THEN date_trunc(
              'month',
              least(
                greatest(
                  (
                    to_timestamp(
                      CAST(substr(t1.released_17_key, 1, 12) AS bigint) - 62135769600
                    ) AT TIME ZONE CAST($1 AS text)
                  ),
                  timestamp '0001-01-01'
                ),
                timestamp '9999-12-31 23:59:59'
              )
            ) END AS k0,
            count(*) AS a0
          FROM film_1 AS t1
          WHERE t1.is_1 = 1
          GROUP BY k0
        ) AS g3
        ORDER BY g3.k0 ASC NULLS LAST
        LIMIT 10001
      ) AS g4
      ORDER BY g4.k0 ASC NULLS LAST
    ) AS s5
  )
  || ',"utc":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s9.j, ','), '') || ']' END AS anon_4
    FROM (
      SELECT
        '{"key":{"released":' || coalesce(to_json(to_char(g8.k0, 'YYYY-MM-DD"T"HH24:MI:SS') || 'Z')::text, 'null')
        || '},"count":' || coalesce(CAST(g8.a0 AS text), 'null')
        || '}' AS j
      FROM (
        SELECT g7.k0 AS k0, g7.a0 AS a0
        FROM (
          SELECT
            date_trunc(
              'quarter',
              to_timestamp(CAST(substr(t6.released_17_key, 1, 12) AS bigint) - 62135769600) AT TIME ZONE 'UTC'
            ) AS k0,
            count(*) AS a0
          FROM film_1 AS t6
          WHERE t6.is_1 = 1
          GROUP BY k0
        ) AS g7
        ORDER BY g7.k0 ASC NULLS LAST
        LIMIT 10001
      ) AS g8
      ORDER BY g8.k0 ASC NULLS LAST
    ) AS s9
  )
  || ',"instants":' || (
    SELECT
      CASE WHEN (count(*) > 10000) THEN chr(1) ELSE '[' || coalesce(string_agg(s13.j, ','), '') || ']' END AS anon_5
    FROM (
      SELECT
        '{"key":{"released":' || coalesce(to_json(g12.t0)::text, 'null')
        || '},"releasedMin":' || coalesce(to_json(substr(g12.a0, 22))::text, 'null')
        || '}' AS j
      FROM (
        SELECT g11.k0 AS k0, g11.t0 AS t0, g11.a0 AS a0
        FROM (
          SELECT
            t10.released_17_key AS k0, min(t10.released_17) AS t0, min(t10.released_17_key || t10.released_17) AS a0
          FROM film_1 AS t10
          WHERE t10.is_1 = 1
          GROUP BY k0
        ) AS g11
        ORDER BY g11.k0 ASC NULLS LAST
        LIMIT 10001
      ) AS g12
      ORDER BY g12.k0 ASC NULLS LAST
    ) AS s13
  )
  || '}' AS anon_2
