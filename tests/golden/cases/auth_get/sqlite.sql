-- the statement
-- arguments: 'milk', 36, 'ann', 41, 'ann', 'milk', 'ann', 1
WITH probe14 AS MATERIALIZED (
  SELECT count(*) AS count_1
  FROM (SELECT t12.uid AS uid FROM tokens_term_note_text_35 AS t12 WHERE t12.token = ? LIMIT 1001) AS probe
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
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
    SELECT concat('[', group_concat(s21.j, ','), ']') AS anon_3
    FROM (
      SELECT concat('{"text":', CASE WHEN (t20.text_35 IS NULL) THEN char(1) ELSE json_quote(t20.text_35) END, '}') AS j
      FROM
        (
          SELECT t11.uid AS u, t11.stars_36 AS o0
          FROM note_9 AS t11
          WHERE
            t11.is_9 = 1
            AND t11.uid IN (
              SELECT t12.uid
              FROM tokens_term_note_text_35 AS t12
              WHERE t12.token = ?
              LIMIT CASE WHEN ((SELECT probe14.count_1 FROM probe14) > 1000) THEN 0 ELSE 1000 END
            )
            AND (
              EXISTS (
                SELECT 1
                FROM (SELECT t11.account_37 AS uid) AS r15 LEFT OUTER JOIN account_8 AS t17 ON t17.uid = r15.uid
                WHERE r15.uid IS NOT NULL AND t17.owner_34 = ?
              )
            )
          ORDER BY t11.stars_36 DESC NULLS LAST, t11.uid
          LIMIT ? + 0
        ) AS s19
        JOIN note_9 AS t20 ON t20.uid = s19.u
      ORDER BY s19.o0 DESC NULLS LAST, s19.u
    ) AS s21
  ),
  '}'
) AS anon_2,
(SELECT probe14.count_1 FROM probe14) AS anon_4

-- the statement, when too much would drive
-- arguments: 36, 'ann', 41, 'ann', 'milk', 'ann', 1
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
      SELECT concat('[', group_concat(s19.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t11.text_35 IS NULL) THEN char(1) ELSE json_quote(t11.text_35) END, '}') AS j
        FROM note_9 AS t11
        WHERE
          t11.is_9 = 1
          AND (EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t14 WHERE t14.token = +? AND t14.uid = t11.uid))
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t11.account_37 AS uid) AS r15 LEFT OUTER JOIN account_8 AS t17 ON t17.uid = r15.uid
              WHERE r15.uid IS NOT NULL AND t17.owner_34 = ?
            )
          )
        ORDER BY t11.stars_36 DESC NULLS LAST, t11.uid
        LIMIT ? + 0
      ) AS s19
    ),
    '}'
  ) AS anon_2
