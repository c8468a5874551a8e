-- probe 1
-- arguments: '["milk"]', 1001
SELECT count(*) AS count_1
FROM (
  SELECT DISTINCT t14.uid AS uid
  FROM tokens_term_note_text_35 AS t14
  WHERE t14.token IN (SELECT value FROM json_each(?))
  LIMIT ?
) AS probe

-- the statement, when the probes found few
-- arguments: '[36]', 'ann', '[41]', 'ann', '["milk"]', 'ann', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"own":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t1.text_35 IS NULL) THEN char(1) ELSE json_quote(t1.text_35) END, '}') AS j
        FROM note_9 AS t1
        WHERE
          t1.is_9 = 1
          AND t1.uid IN (SELECT u3.value FROM json_each(?) AS u3)
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.account_37 AS uid) AS r4 LEFT OUTER JOIN account_8 AS t6 ON t6.uid = r4.uid
              WHERE r4.uid IS NOT NULL AND t6.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t7.text_35 IS NULL) THEN char(1) ELSE json_quote(t7.text_35) END, '}') AS j
        FROM note_9 AS t7
        WHERE
          t7.is_9 = 1
          AND t7.uid IN (SELECT u9.value FROM json_each(?) AS u9)
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t7.account_37 AS uid) AS r10 LEFT OUTER JOIN account_8 AS t12 ON t12.uid = r10.uid
              WHERE r10.uid IS NOT NULL AND t12.owner_34 = ?
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
            SELECT t13.uid AS u, t13.stars_36 AS o0
            FROM note_9 AS t13
            WHERE
              t13.is_9 = 1
              AND t13.uid IN (
                SELECT DISTINCT t14.uid
                FROM tokens_term_note_text_35 AS t14
                WHERE t14.token IN (SELECT value FROM json_each(?))
              )
              AND (
                EXISTS (
                  SELECT 1
                  FROM (SELECT t13.account_37 AS uid) AS r16 LEFT OUTER JOIN account_8 AS t18 ON t18.uid = r16.uid
                  WHERE r16.uid IS NOT NULL AND t18.owner_34 = ?
                )
              )
            ORDER BY t13.stars_36 DESC NULLS LAST, t13.uid
            LIMIT ? + 0
          ) AS s20
          JOIN note_9 AS t21 ON t21.uid = s20.u
        ORDER BY s20.o0 DESC NULLS LAST, s20.u
      ) AS s22
    ),
    '}'
  ) AS anon_2

-- the statement, when the probes found many
-- arguments: '[36]', 'ann', '[41]', 'ann', '["milk"]', 'ann', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  concat(
    '{"own":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t1.text_35 IS NULL) THEN char(1) ELSE json_quote(t1.text_35) END, '}') AS j
        FROM note_9 AS t1
        WHERE
          t1.is_9 = 1
          AND t1.uid IN (SELECT u3.value FROM json_each(?) AS u3)
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t1.account_37 AS uid) AS r4 LEFT OUTER JOIN account_8 AS t6 ON t6.uid = r4.uid
              WHERE r4.uid IS NOT NULL AND t6.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t7.text_35 IS NULL) THEN char(1) ELSE json_quote(t7.text_35) END, '}') AS j
        FROM note_9 AS t7
        WHERE
          t7.is_9 = 1
          AND t7.uid IN (SELECT u9.value FROM json_each(?) AS u9)
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t7.account_37 AS uid) AS r10 LEFT OUTER JOIN account_8 AS t12 ON t12.uid = r10.uid
              WHERE r10.uid IS NOT NULL AND t12.owner_34 = ?
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"queryNote":', (
      SELECT concat('[', group_concat(s23.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t13.text_35 IS NULL) THEN char(1) ELSE json_quote(t13.text_35) END, '}') AS j
        FROM note_9 AS t13
        WHERE
          t13.is_9 = 1
          AND (
            EXISTS (
              SELECT 1
              FROM json_each(?) AS u18
              WHERE EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t16 WHERE t16.token = u18.value AND t16.uid = t13.uid)
            )
          )
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t13.account_37 AS uid) AS r19 LEFT OUTER JOIN account_8 AS t21 ON t21.uid = r19.uid
              WHERE r19.uid IS NOT NULL AND t21.owner_34 = ?
            )
          )
        ORDER BY t13.stars_36 DESC NULLS LAST, t13.uid
        LIMIT ? + 0
      ) AS s23
    ),
    '}'
  ) AS anon_2
