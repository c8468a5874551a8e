-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPerson":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_23 IS NULL) THEN char(1) ELSE json_quote(t1.name_23) END,
          ',"spouse":', coalesce(
            (
              SELECT s4.j
              FROM (
                SELECT concat(
                  '{"name":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END, '}'
                ) AS j
                FROM (SELECT t1.spouse_25 AS uid) AS r2 LEFT OUTER JOIN person_2 AS t3 ON t3.uid = r2.uid
                WHERE r2.uid IS NOT NULL
                LIMIT 1
              ) AS s4
            ),
            'null'
          ),
          '}'
        ) AS j
        FROM person_2 AS t1
        WHERE t1.is_2 = 1 AND t1.spouse_25 IS NOT NULL
        ORDER BY t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
