-- the statement
-- arguments: '["o-p","co-"]', 'co-p', '(?m)^co-p.*t$', 1
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
    SELECT concat('[', group_concat(s14.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"code":', CASE WHEN (t13.code_10 IS NULL) THEN char(1) ELSE json_quote(t13.code_10) END,
        ',"job":', json_quote(t1.job_14),
        '}'
      ) AS j
      FROM human_3 AS t1 JOIN being_1 AS t13 ON t13.uid = t1.uid
      WHERE
        t1.is_3 = 1
        AND t1.uid IN (
          SELECT t7.uid
          FROM
            tokens_trigram_human_job_14 AS t7
            JOIN tokens_trigram_human_job_14 AS t8 ON t8.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t8.uid = t7.uid
            JOIN tokens_trigram_human_job_14 AS t9 ON t9.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t9.uid = t7.uid
            JOIN tokens_trigram_human_job_14 AS t10 ON t10.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t10.uid = t7.uid
          WHERE t7.token = (SELECT rare6.value FROM rare6 LIMIT 1)
        )
        AND CASE WHEN (instr(+t1.job_14, ?) > 0) THEN gw_regexp(?, +t1.job_14) = ? ELSE 0 END = 1
      ORDER BY t1.uid
    ) AS s14
  ),
  '}'
) AS anon_2
