-- the statement
-- arguments: 100, 'b1'
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"getBox":' || coalesce(
    (
      SELECT
        '{"partsTree":' || (
          SELECT
            CASE WHEN (count(*) > 100000) THEN chr(1) ELSE '['
            || coalesce(string_agg(s12.j, ','), '')
            || ']' END AS anon_3
          FROM (
            WITH RECURSIVE w3(u, parent, depth, trail, place, found) AS (
              SELECT
                t1.uid AS u,
                CAST(NULL AS BIGINT) AS parent,
                0 AS depth,
                ARRAY[t1.uid] AS trail,
                ARRAY[t1.uid] AS place,
                CAST(0 AS BIGINT) AS found
              UNION ALL
              SELECT
                t4.dst AS dst,
                w3.u AS u,
                w3.depth + 1 AS anon_4,
                (w3.trail || t4.dst) AS anon_5,
                (w3.place || row_number() OVER (ORDER BY t6.key_12 ASC NULLS LAST, t4.dst)) AS anon_6,
                w3.found + count(*) OVER () AS anon_7
              FROM w3, edges_part_parts_18 AS t4 LEFT OUTER JOIN part_3 AS t6 ON t6.uid = t4.dst
              WHERE t4.src = w3.u AND w3.depth < $1 AND NOT (t4.dst = ANY (w3.trail)) AND w3.found <= 100000
            ) SELECT '{"parentId":'
            || coalesce(to_json((SELECT t7.key_12 FROM part_3 AS t7 WHERE t7.uid = w3.parent))::text, 'null')
            || ',"node":' || '{"__typename":'
            || CASE WHEN (t8.is_4 = 1) THEN '"Box"' WHEN (t9.is_5 = 1) THEN '"Rod"' ELSE 'null' END
            || ',"key":'
            || CASE WHEN (t11.key_12 IS NULL) THEN chr(1) ELSE coalesce(to_json(t11.key_12)::text, 'null') END
            || CASE WHEN t8.is_4 = 1 THEN ',"size":'
            || coalesce(CAST(t8.size_13 AS text), 'null') ELSE '' END
            || CASE WHEN t9.is_5 = 1 THEN ',"length":'
            || CASE
              WHEN (t9.length_14 IS NULL) THEN chr(1)
              ELSE coalesce(CAST(t9.length_14 AS text), 'null') END
              ELSE ''
            END
            || '}'
            || '}' AS j FROM w3 LEFT OUTER JOIN box_4 AS t8 ON t8.uid = w3.u LEFT OUTER JOIN rod_5 AS t9 ON t9.uid = w3.u LEFT OUTER JOIN part_3 AS t11 ON t11.uid = w3.u WHERE w3.depth > 0 ORDER BY w3.place
          ) AS s12
        )
        || '}' AS j
      FROM box_4 AS t1
      WHERE
        t1.is_4 = 1
        AND t1.uid IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (22) AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
        )
      LIMIT 1
    ),
    'null'
  )
  || '}' AS anon_2
