-- the statement
-- arguments: 'de', 'de\nhaf', 'de', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"queryPlace":', (
      SELECT concat('[', group_concat(s5.j, ','), ']') AS anon_3
      FROM (
        SELECT concat(
          '{"spot":', CASE WHEN (t1.spot_21 IS NULL) THEN char(1) ELSE json_quote(t1.spot_21) END,
          ',"sign":', json_quote(t1.sign_22),
          ',"signDe":',
          json_quote((SELECT t4.value FROM tags_place_sign_22 AS t4 WHERE t4.uid = t1.uid AND t4.lang = ?)),
          '}'
        ) AS j
        FROM place_6 AS t1
        WHERE
          t1.is_6 = 1
          AND gw_any_stem(?, (SELECT t3.value FROM tags_place_sign_22 AS t3 WHERE t3.uid = t1.uid AND t3.lang = ?)) = ?
        ORDER BY t1.uid
      ) AS s5
    ),
    '}'
  ) AS anon_2
