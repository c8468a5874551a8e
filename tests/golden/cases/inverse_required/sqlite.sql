-- the statement
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryRole":', (
      SELECT concat('[', group_concat(s4.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"character":', CASE WHEN (t1.character_26 IS NULL) THEN char(1) ELSE json_quote(t1.character_26) END,
          ',"film":', CASE
            WHEN (t1.film_29 IS NULL) THEN char(1)
            ELSE concat('{"code":', CASE WHEN (t2.code_12 IS NULL) THEN char(1) ELSE json_quote(t2.code_12) END, '}')
          END,
          ',"actor":', CASE
            WHEN (t1.actor_28 IS NULL) THEN char(1)
            ELSE concat('{"name":', CASE WHEN (t3.name_23 IS NULL) THEN char(1) ELSE json_quote(t3.name_23) END, '}')
          END,
          '}'
        ) AS j
        FROM
          role_3 AS t1
          LEFT OUTER JOIN film_1 AS t2 ON t2.uid = t1.film_29
          LEFT OUTER JOIN person_2 AS t3 ON t3.uid = t1.actor_28
        WHERE t1.is_3 = 1
        ORDER BY t1.uid
      ) AS s4
    ),
    '}'
  ) AS anon_2
