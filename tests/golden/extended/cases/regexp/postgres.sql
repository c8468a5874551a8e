-- the statement
-- arguments: 'o-p', ['co-'], None
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryHuman":' || (
    SELECT '[' || coalesce(string_agg(s9.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t8.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t8.code_10)::text, 'null') END
        || ',"job":' || coalesce(to_json(t1.job_14)::text, 'null')
        || '}' AS j
      FROM human_3 AS t1 JOIN being_1 AS t8 ON t8.uid = t1.uid
      WHERE
        t1.is_3 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_trigram_human_job_14 AS t2
          WHERE
            t2.token = $1
            AND NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($2 AS text[])) AS u5(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_trigram_human_job_14 AS t6 WHERE t6.token = u5.value AND t6.uid = t2.uid
                  )
                )
              )
            )
        )
        AND t1.uid = ANY (CAST($3 AS bigint[]))
      ORDER BY t1.uid
    ) AS s9
  )
  || '}' AS anon_2
