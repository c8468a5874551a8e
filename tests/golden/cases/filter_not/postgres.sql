-- the statement
-- arguments: 1970, 1970, 8.0, 1977, 'COMEDY'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"twice":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t1
      WHERE t1.is_1 = 1 AND ((t1.year_14 > $1) IS NOT true) IS NOT true
      ORDER BY t1.uid
    ) AS s3
  )
  || ',"mixed":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_4
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t4.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t4.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t4
      WHERE t4.is_1 = 1 AND (t4.year_14 > $2 AND t4.rating_15 < $3) IS NOT true
      ORDER BY t4.uid
    ) AS s7
  )
  || ',"both":' || (
    SELECT '[' || coalesce(string_agg(s11.j, ','), '') || ']' AS anon_5
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t8.code_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_12)::text, 'null') END
        || '}' AS j
      FROM film_1 AS t8
      WHERE
        t8.is_1 = 1
        AND (t8.year_14 = $4) IS NOT true
        AND (
          (left(t8.kind_19, 128) = left(CAST($5 AS text), 128) AND CASE WHEN t8.kind_19 = $5 THEN true ELSE false END)
        ) IS NOT true
      ORDER BY t8.uid
    ) AS s11
  )
  || '}' AS anon_2
