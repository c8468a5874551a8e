-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryBeing":' || (
    SELECT '[' || coalesce(string_agg(s3.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_10)::text, 'null') END
        || CASE WHEN t2.is_3 = 1 THEN ',"job":'
        || coalesce(to_json(t2.job_14)::text, 'null') ELSE '' END
        || '}' AS j
      FROM being_1 AS t1 LEFT OUTER JOIN human_3 AS t2 ON t2.uid = t1.uid
      WHERE t1.is_1 = 1 AND t1.code_10 IS NOT NULL AND t2.job_14 IS NOT NULL
      ORDER BY t1.code_10 ASC NULLS LAST, t1.uid
    ) AS s3
  )
  || '}' AS anon_2
