-- the statement
-- arguments: 100, 'b1'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"getBox":', coalesce(
      (
        SELECT concat(
          '{"partsTree":', (
            SELECT CASE WHEN (count(*) > 100000) THEN char(1) ELSE concat('[', group_concat(s12.j, ','), ']') END AS anon_3
            FROM (
              WITH RECURSIVE w3(u, parent, depth, trail, o0) AS (SELECT t1.uid AS u, CAST(NULL AS BIGINT) AS parent, 0 AS depth, concat(',', t1.uid, ',') AS trail, NULL AS o0 UNION ALL SELECT t4.dst AS dst, w3.u AS u, w3.depth + 1 AS anon_4, concat(w3.trail, t4.dst, ',') AS anon_5, t6.key_12 AS key_12 FROM w3, edges_part_parts_18 AS t4 LEFT OUTER JOIN part_3 AS t6 ON t6.uid = t4.dst WHERE t4.src = w3.u AND w3.depth < ? AND (instr(w3.trail, concat(',', t4.dst, ',')) > 0) = 0 ORDER BY 3 DESC, 5 ASC NULLS LAST, 1 LIMIT 100002) SELECT concat(
                '{"parentId":', json_quote((SELECT t7.key_12 FROM part_3 AS t7 WHERE t7.uid = w3.parent)),
                ',"node":', concat(
                  '{"__typename":',
                  CASE WHEN (+t8.is_4 = 1) THEN '"Box"' WHEN (+t9.is_5 = 1) THEN '"Rod"' ELSE 'null' END,
                  ',"key":', CASE WHEN (t11.key_12 IS NULL) THEN char(1) ELSE json_quote(t11.key_12) END,
                  CASE WHEN +t8.is_4 = 1 THEN concat(',"size":', coalesce(t8.size_13, 'null')) ELSE '' END,
                  CASE
                    WHEN +t9.is_5 = 1 THEN concat(
                      ',"length":',
                      CASE WHEN (t9.length_14 IS NULL) THEN char(1) ELSE coalesce(t9.length_14, 'null') END
                    )
                    ELSE ''
                  END,
                  '}'
                ),
                '}'
              ) AS j FROM w3 LEFT OUTER JOIN box_4 AS t8 ON t8.uid = w3.u LEFT OUTER JOIN rod_5 AS t9 ON t9.uid = w3.u LEFT OUTER JOIN part_3 AS t11 ON t11.uid = w3.u WHERE w3.depth > 0
            ) AS s12
          ),
          '}'
        ) AS j
        FROM box_4 AS t1
        WHERE
          t1.is_4 = 1
          AND t1.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (22) AND gw_keys.value = ?)
        LIMIT 1
      ),
      'null'
    ),
    '}'
  ) AS anon_2
