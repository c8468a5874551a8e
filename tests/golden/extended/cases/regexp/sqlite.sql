-- the statement
-- arguments: '["o-p","co-"]', '(?m)^co-p.*t$', 1
WITH rare6 AS MATERIALIZED (
  SELECT u5.value AS value
  FROM json_each(?) AS u5
  ORDER BY (
    SELECT t3.uid FROM tokens_trigram_human_job_14 AS t3 WHERE t3.token = u5.value ORDER BY t3.uid LIMIT 1 OFFSET 100
  ) DESC NULLS FIRST
  LIMIT 4
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryHuman":', (
    SELECT concat('[', group_concat(s12.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"code":', CASE WHEN (t11.code_10 IS NULL) THEN char(1) ELSE json_quote(t11.code_10) END,
        ',"job":', json_quote(t1.job_14),
        '}'
      ) AS j
      FROM human_3 AS t1 JOIN being_1 AS t11 ON t11.uid = t1.uid
      WHERE
        t1.is_3 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_trigram_human_job_14 AS t2
          WHERE
            t2.token = (SELECT rare6.value FROM rare6 LIMIT 1)
            AND (
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1) IS NULL
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_trigram_human_job_14 AS t7
                  WHERE t7.token = (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1) AND t7.uid = t2.uid
                )
              )
            )
            AND (
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2) IS NULL
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_trigram_human_job_14 AS t8
                  WHERE t8.token = (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2) AND t8.uid = t2.uid
                )
              )
            )
            AND (
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3) IS NULL
              OR (
                EXISTS (
                  SELECT 1
                  FROM tokens_trigram_human_job_14 AS t9
                  WHERE t9.token = (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3) AND t9.uid = t2.uid
                )
              )
            )
        )
        AND gw_regexp(?, +t1.job_14) = ?
      ORDER BY t1.uid
    ) AS s12
  ),
  '}'
) AS anon_2
