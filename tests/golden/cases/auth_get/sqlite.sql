-- probe 1
-- arguments: '["milk"]'
SELECT count(*) AS count_1
FROM (
  SELECT t14.uid AS uid FROM tokens_term_note_text_35 AS t14 WHERE t14.token = json_extract(?, '$[0]') LIMIT 1001
) AS probe

-- the statement, when the probes found few
-- arguments: 36, 'ann', 41, 'ann', '["milk"]', 'ann', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"own":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t1.text_35 IS NULL) THEN char(1) ELSE json_quote(t1.text_35) END, '}') AS j
        FROM note_9 AS t1
        WHERE
          t1.is_9 = 1
          AND t1.uid = ?
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.account_37 AS uid) AS r3 LEFT OUTER JOIN account_8 AS t5 ON t5.uid = r3.uid
              WHERE r3.uid IS NOT NULL AND t5.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t6.text_35 IS NULL) THEN char(1) ELSE json_quote(t6.text_35) END, '}') AS j
        FROM note_9 AS t6
        WHERE
          t6.is_9 = 1
          AND t6.uid = ?
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t6.account_37 AS uid) AS r8 LEFT OUTER JOIN account_8 AS t10 ON t10.uid = r8.uid
              WHERE r8.uid IS NOT NULL AND t10.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"queryNote":', (
      SELECT concat('[', group_concat(s22.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t21.text_35 IS NULL) THEN char(1) ELSE json_quote(t21.text_35) END, '}') AS j
        FROM
          (
            SELECT t11.uid AS u, t11.stars_36 AS o0
            FROM note_9 AS t11
            WHERE
              t11.is_9 = 1
              AND t11.uid IN (
                SELECT DISTINCT t12.uid
                FROM tokens_term_note_text_35 AS t12
                WHERE t12.token IN (SELECT value FROM json_each(?))
              )
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t11.account_37 AS uid) AS r16 LEFT OUTER JOIN account_8 AS t18 ON t18.uid = r16.uid
                  WHERE r16.uid IS NOT NULL AND t18.owner_34 = ?
                )
              )
            ORDER BY t11.stars_36 DESC NULLS LAST, t11.uid
            LIMIT ? + 0
          ) AS s20
          JOIN note_9 AS t21 ON t21.uid = s20.u
        ORDER BY s20.o0 DESC NULLS LAST, s20.u
      ) AS s22
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: 36, 'ann', 41, 'ann', '["milk"]', 'ann', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"own":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t1.text_35 IS NULL) THEN char(1) ELSE json_quote(t1.text_35) END, '}') AS j
        FROM note_9 AS t1
        WHERE
          t1.is_9 = 1
          AND t1.uid = ?
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.account_37 AS uid) AS r3 LEFT OUTER JOIN account_8 AS t5 ON t5.uid = r3.uid
              WHERE r3.uid IS NOT NULL AND t5.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t6.text_35 IS NULL) THEN char(1) ELSE json_quote(t6.text_35) END, '}') AS j
        FROM note_9 AS t6
        WHERE
          t6.is_9 = 1
          AND t6.uid = ?
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t6.account_37 AS uid) AS r8 LEFT OUTER JOIN account_8 AS t10 ON t10.uid = r8.uid
              WHERE r8.uid IS NOT NULL AND t10.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"queryNote":', (
      SELECT concat('[', group_concat(s23.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t11.text_35 IS NULL) THEN char(1) ELSE json_quote(t11.text_35) END, '}') AS j
        FROM note_9 AS t11
        WHERE
          t11.is_9 = 1
          AND (
            EXISTS (
              SELECT 1
              FROM json_each(?) AS u18
              WHERE EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t16 WHERE t16.token = u18.value AND t16.uid = t11.uid)
            )
          )
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t11.account_37 AS uid) AS r19 LEFT OUTER JOIN account_8 AS t21 ON t21.uid = r19.uid
              WHERE r19.uid IS NOT NULL AND t21.owner_34 = ?
            )
          )
        ORDER BY t11.stars_36 DESC NULLS LAST, t11.uid
        LIMIT ? + 0
      ) AS s23
    ),
    '}'
  ) AS anon_2
