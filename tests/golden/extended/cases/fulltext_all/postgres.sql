-- the statement
-- arguments: 'ada', ['run']
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"queryBeing":' || (
    SELECT '[' || coalesce(string_agg(s7.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"code":' || CASE WHEN (t1.code_10 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.code_10)::text, 'null') END
        || ',"name":' || coalesce(to_json(t1.name_11)::text, 'null')
        || '}' AS j
      FROM being_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_fulltext_being_name_11 AS t2
          WHERE
            t2.token = $1
            AND NOT (
              EXISTS (
                SELECT 1
                FROM unnest(CAST($2 AS text[])) AS u5(value)
                WHERE NOT (
                  EXISTS (
                    SELECT 1 FROM tokens_fulltext_being_name_11 AS t6 WHERE t6.token = u5.value AND t6.uid = t2.uid
                  )
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s7
  )
  || '}' AS anon_2
