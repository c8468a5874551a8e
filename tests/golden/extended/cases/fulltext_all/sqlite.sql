-- the statement
-- arguments: '["run"]', 'ada'
WITH asked6 AS MATERIALIZED (
  SELECT u5.value AS value FROM json_each(?) AS u5
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
concat(
  '{"queryBeing":', (
    SELECT concat('[', group_concat(s8.j, ','), ']') AS anon_3
    FROM (
      SELECT concat(
        '{"code":', CASE WHEN (t1.code_10 IS NULL) THEN char(1) ELSE json_quote(t1.code_10) END,
        ',"name":', json_quote(t1.name_11),
        '}'
      ) AS j
      FROM being_1 AS t1
      WHERE
        t1.is_1 = 1
        AND t1.uid IN (
          SELECT t2.uid
          FROM tokens_fulltext_being_name_11 AS t2
          WHERE
            t2.token = ?
            AND NOT (
              EXISTS (
                SELECT 1
                FROM asked6
                WHERE NOT (
                  EXISTS (
                    SELECT 1
                    FROM tokens_fulltext_being_name_11 AS t7
                    WHERE t7.token = asked6.value AND t7.uid = t2.uid
                  )
                )
              )
            )
        )
      ORDER BY t1.uid
    ) AS s8
  ),
  '}'
) AS anon_2
