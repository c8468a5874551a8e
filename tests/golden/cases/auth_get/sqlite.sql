-- the statement
-- arguments: 'ann', 36, 'ann', 41, 'ann', 'ann', 'milk', 1
WITH probe12 AS MATERIALIZED (
  SELECT count(*) AS count_1
  FROM (
    SELECT t11.uid AS uid
    FROM note_9 AS t11
    WHERE t11.account_37 IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
    LIMIT 1001
  ) AS probe
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
            FROM (SELECT t1.account_37 AS uid) AS r3
            WHERE
              r3.uid IS NOT NULL
              AND r3.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
          )
        )
      LIMIT 1
    ),
    'null'
  ),
  ',"other":', coalesce(
    (
      SELECT concat('{"text":', CASE WHEN (t5.text_35 IS NULL) THEN char(1) ELSE json_quote(t5.text_35) END, '}') AS j
      FROM note_9 AS t5
      WHERE
        t5.is_9 = 1
        AND t5.uid = ?
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t5.account_37 AS uid) AS r7
            WHERE
              r7.uid IS NOT NULL
              AND r7.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
          )
        )
      LIMIT 1
    ),
    'null'
  ),
  ',"queryNote":', (
    SELECT concat('[', group_concat(s18.j, ','), ']') AS anon_3
    FROM (
      SELECT concat('{"text":', CASE WHEN (t17.text_35 IS NULL) THEN char(1) ELSE json_quote(t17.text_35) END, '}') AS j
      FROM
        (
          SELECT t9.uid AS u, t9.stars_36 AS o0
          FROM note_9 AS t9
          WHERE
            t9.is_9 = 1
            AND t9.uid IN (
              SELECT t11.uid
              FROM note_9 AS t11
              WHERE t11.account_37 IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
              LIMIT CASE WHEN ((SELECT probe12.count_1 FROM probe12) > 1000) THEN 0 ELSE 1000 END
            )
            AND (EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t14 WHERE t14.token = +? AND t14.uid = t9.uid))
          ORDER BY t9.stars_36 DESC NULLS LAST, t9.uid
          LIMIT ? + 0
        ) AS s16
        JOIN note_9 AS t17 ON t17.uid = s16.u
      ORDER BY s16.o0 DESC NULLS LAST, s16.u
    ) AS s18
  ),
  '}'
) AS anon_2,
(SELECT probe12.count_1 FROM probe12) AS anon_4

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
              FROM (SELECT t1.account_37 AS uid) AS r3
              WHERE
                r3.uid IS NOT NULL
                AND r3.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"other":', coalesce(
      (
        SELECT concat('{"text":', CASE WHEN (t5.text_35 IS NULL) THEN char(1) ELSE json_quote(t5.text_35) END, '}') AS j
        FROM note_9 AS t5
        WHERE
          t5.is_9 = 1
          AND t5.uid = ?
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t5.account_37 AS uid) AS r7
              WHERE
                r7.uid IS NOT NULL
                AND r7.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
            )
          )
        LIMIT 1
      ),
      'null'
    ),
    ',"queryNote":', (
      SELECT concat('[', group_concat(s17.j, ','), ']') AS anon_3
      FROM (
        SELECT concat('{"text":', CASE WHEN (t9.text_35 IS NULL) THEN char(1) ELSE json_quote(t9.text_35) END, '}') AS j
        FROM note_9 AS t9
        WHERE
          t9.is_9 = 1
          AND (EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t13 WHERE t13.token = +? AND t13.uid = t9.uid))
          AND (
            EXISTS (
              SELECT 1
              FROM (SELECT t9.account_37 AS uid) AS r14
              WHERE
                r14.uid IS NOT NULL
                AND r14.uid IN (SELECT gw_keys.uid FROM gw_keys WHERE gw_keys.scope IN (56) AND gw_keys.value = ?)
            )
          )
        ORDER BY t9.stars_36 DESC NULLS LAST, t9.uid
        LIMIT ? + 0
      ) AS s17
    ),
    '}'
  ) AS anon_2
