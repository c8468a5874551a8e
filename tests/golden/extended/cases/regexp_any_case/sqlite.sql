-- the statement
-- arguments: '["2-x","m2-"]', '["2-x","m2-"]', '(?im)m2-X', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryDroid":', (
      SELECT concat('[', group_concat(s11.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"code":', CASE WHEN (t10.code_10 IS NULL) THEN char(1) ELSE json_quote(t10.code_10) END,
          ',"model":', json_quote(t1.model_16),
          '}'
        ) AS j
        FROM droid_4 AS t1 JOIN being_1 AS t10 ON t10.uid = t1.uid
        WHERE
          t1.is_4 = 1
          AND t1.uid IN (
            SELECT t2.uid
            FROM tokens_trigram_droid_model_16 AS t2
            WHERE
              t2.token = (
                SELECT u4.value
                FROM json_each(?) AS u4
                ORDER BY (
                  SELECT count(*) AS count_1
                  FROM (
                    SELECT t5.uid AS uid FROM tokens_trigram_droid_model_16 AS t5 WHERE t5.token = u4.value LIMIT 250
                  ) AS s6
                )
                LIMIT 1
              )
              AND NOT (
                EXISTS (
                  SELECT 1
                  FROM json_each(?) AS u8
                  WHERE NOT (
                    EXISTS (
                      SELECT 1 FROM tokens_trigram_droid_model_16 AS t7 WHERE t7.token = u8.value AND t7.uid = t2.uid
                    )
                  )
                )
              )
          )
          AND gw_regexp(?, +t1.model_16) = ?
        ORDER BY t1.uid
      ) AS s11
    ),
    '}'
  ) AS anon_2
