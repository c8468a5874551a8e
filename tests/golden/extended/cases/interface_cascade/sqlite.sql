-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryBeing":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t1.code_10 IS NULL) THEN char(1) ELSE json_quote(t1.code_10) END,
          CASE WHEN +t2.is_3 = 1 THEN concat(',"job":', json_quote(t2.job_14)) ELSE '' END,
          '}'
        ) AS j
        FROM being_1 AS t1 LEFT OUTER JOIN human_3 AS t2 ON t2.uid = t1.uid
        WHERE t1.is_1 = 1 AND t1.code_10 IS NOT NULL AND t2.job_14 IS NOT NULL
        ORDER BY t1.code_10 ASC NULLS LAST, t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2
