-- the statement
-- arguments: '["300033300033300030","300033300033300031","300033300033300120","300033300033300032","300033300033300033","300033300033300122","300033300033300210","300033300033300211","300033300033300300"]', 6158893057.399202, 6159520902.321501, 9627082891.491615, 6684120443.667326, 5868240887.834652, 6158893057.399202, 6159520902.321501, '["near",100.0,"{\\"type\\":\\"Point\\",\\"coordinates\\":[20,10]}"]', '["30003330003330003","3000333000333000","300033300033300","30003330003330","3000333000333","300033300033","30003330003","3000333000","300033300","30003330","3000333","300033","30003","3000","300","30","3","","30003330003330012","3000333000333001","30003330003330021","3000333000333002","30003330003330030","3000333000333003"]', '["near",100.0,"{\\"type\\":\\"Point\\",\\"coordinates\\":[20,10]}"]'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s16.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END,
          ',"at":', CASE
            WHEN ((t1.at_23 -> '$.type') = '"Point"') THEN concat(
              '{"latitude":', (t1.at_23 -> '$.coordinates[1]'), ',"longitude":', (t1.at_23 -> '$.coordinates[0]'), '}'
            )
            ELSE 'null'
          END,
          '}'
        ) AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND t1.uid IN (
            SELECT d15.uid
            FROM (
              SELECT t2.uid AS uid
              FROM json_each(?) AS u5 JOIN tokens_point_place_at_23 AS t2 ON t2.token >= u5.value
              WHERE
                t2.token < (u5.value || '~')
                AND CASE max(
                  ?,
                  min(
                    ?,
                    pow(
                      nullif(substr(t2.token, 25, 10), '') - ?, 2
                    ) + pow(substr(t2.token, 35, 10) - ?, 2) + pow(substr(t2.token, 45, 10) - ?, 2)
                  )
                ) WHEN ? THEN 1 WHEN ? THEN 0 ELSE EXISTS (SELECT 1 FROM place_6 AS t13 WHERE t13.uid = t2.uid AND graphwright_shape_matches(t13.at_23, ?) = 1) END = 1
              UNION ALL
              SELECT t3.uid AS uid
              FROM tokens_point_place_at_23 AS t3
              WHERE
                t3.token IN (SELECT value FROM json_each(?))
                AND (
                  EXISTS (
                    SELECT 1
                    FROM place_6 AS t14
                    WHERE t14.uid = t3.uid AND graphwright_shape_matches(t14.at_23, ?) = 1
                  )
                )
            ) AS d15
          )
        ORDER BY t1.uid
      ) AS s16
    ),
    '}'
  ) AS anon_2
