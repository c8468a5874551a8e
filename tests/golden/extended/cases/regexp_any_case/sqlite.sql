-- the statement
-- arguments: '["2-x","m2-"]', '(?im)m2-X', 1
WITH rare6 AS MATERIALIZED (
  SELECT u5.value AS value
  FROM json_each(?) AS u5
  ORDER BY (
    SELECT t3.uid
    FROM tokens_trigram_droid_model_16 AS t3
    WHERE t3.token = u5.value
    ORDER BY t3.uid
    LIMIT 1
    OFFSET 100
  ) DESC NULLS FIRST
  LIMIT 4
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryDroid":', (
    SELECT concat('[', group_concat(s13.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"code":', CASE WHEN (t12.code_10 IS NULL) THEN char(1) ELSE json_quote(t12.code_10) END,
        ',"model":', json_quote(t1.model_16),
        '}'
      ) AS j
      FROM droid_4 AS t1 JOIN being_1 AS t12 ON t12.uid = t1.uid
      WHERE
        t1.is_4 = 1
        AND t1.uid IN (
          SELECT t7.uid
          FROM
            tokens_trigram_droid_model_16 AS t7
            JOIN tokens_trigram_droid_model_16 AS t8 ON t8.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 1), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t8.uid = t7.uid
            JOIN tokens_trigram_droid_model_16 AS t9 ON t9.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 2), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t9.uid = t7.uid
            JOIN tokens_trigram_droid_model_16 AS t10 ON t10.token = coalesce(
              (SELECT rare6.value FROM rare6 LIMIT 1 OFFSET 3), (SELECT rare6.value FROM rare6 LIMIT 1)
            )
            AND t10.uid = t7.uid
          WHERE t7.token = (SELECT rare6.value FROM rare6 LIMIT 1)
        )
        AND gw_regexp(?, +t1.model_16) = ?
      ORDER BY t1.uid
    ) AS s13
  ),
  '}'
) AS anon_2
