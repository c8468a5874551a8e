-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{',
          substr(
            concat(
              CASE
                WHEN +t2.is_7 = 1 THEN concat(',"number":', coalesce(t2.founded_33, 'null'))
                ELSE '' END, ',"name":', CASE
                WHEN (t1.name_31 IS NULL) THEN char(1)
                ELSE json_quote(t1.name_31) END, CASE
                WHEN +t3.is_6 = 1 AND (+t2.is_7 = 1) IS NOT 1 THEN concat(',"number":', coalesce(t3.seats_32, 'null'))
                ELSE '' END, CASE
                WHEN +t3.is_6 = 1 THEN concat(',"__typename":"Cinema"')
                ELSE ''
              END
            ),
            2
          ),
          '}'
        ) AS j
        FROM
          place_5 AS t1
          LEFT OUTER JOIN studio_7 AS t2 ON t2.uid = t1.uid
          LEFT OUTER JOIN cinema_6 AS t3 ON t3.uid = t1.uid
        WHERE t1.is_5 = 1
        ORDER BY t1.name_31 ASC NULLS LAST, t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
