-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPerson":', (
      SELECT concat('[', group_concat(s3.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"name":', CASE WHEN (t1.name_23 IS NULL) THEN char(1) ELSE json_quote(t1.name_23) END,
          ',"spouse":', CASE
            WHEN (t1.spouse_25 IS NULL) THEN 'null'
            ELSE concat('{"name":', CASE WHEN (t2.name_23 IS NULL) THEN char(1) ELSE json_quote(t2.name_23) END, '}')
          END,
          '}'
        ) AS j
        FROM person_2 AS t1 LEFT OUTER JOIN person_2 AS t2 ON t2.uid = t1.spouse_25
        WHERE t1.is_2 = 1 AND t1.spouse_25 IS NOT NULL
        ORDER BY t1.uid
      ) AS s3
    ),
    '}'
  ) AS anon_2
