-- the statement
-- arguments: 36, 'ann', 41, 'ann', 'ann', 'milk', 1
WITH probe12 AS MATERIALIZED (
  SELECT count(*) AS count_1
  FROM (
    SELECT t11.uid AS uid
    FROM note_9 AS t11
    WHERE t11.account_37 IN (
      SELECT gw_keys.uid
      FROM gw_keys
      WHERE gw_keys.scope IN (56) AND (gw_keys.gw_digest = CAST(md5(CAST($5 AS text)) AS uuid) AND gw_keys.value = $5)
    )
    LIMIT 1001
  ) AS probe
) SELECT (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
'{"own":' || coalesce(
  (
    SELECT
      '{"text":' || CASE WHEN (t1.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.text_35)::text, 'null') END
      || '}' AS j
    FROM note_9 AS t1
    WHERE
      t1.is_9 = 1
      AND t1.uid = $1
      AND (
        EXISTS (
          SELECT 1
          FROM (SELECT t1.account_37 AS uid) AS r3
          WHERE
            r3.uid IS NOT NULL
            AND r3.uid IN (
              SELECT gw_keys.uid
              FROM gw_keys
              WHERE
                gw_keys.scope IN (56)
                AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
            )
        )
      )
    LIMIT 1
  ),
  'null'
)
|| ',"other":' || coalesce(
  (
    SELECT
      '{"text":' || CASE WHEN (t5.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.text_35)::text, 'null') END
      || '}' AS j
    FROM note_9 AS t5
    WHERE
      t5.is_9 = 1
      AND t5.uid = $3
      AND (
        EXISTS (
          SELECT 1
          FROM (SELECT t5.account_37 AS uid) AS r7
          WHERE
            r7.uid IS NOT NULL
            AND r7.uid IN (
              SELECT gw_keys.uid
              FROM gw_keys
              WHERE
                gw_keys.scope IN (56)
                AND (gw_keys.gw_digest = CAST(md5(CAST($4 AS text)) AS uuid) AND gw_keys.value = $4)
            )
        )
      )
    LIMIT 1
  ),
  'null'
)
|| ',"queryNote":' || (
  SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_3
  FROM (
    SELECT
      '{"text":' || CASE WHEN (t9.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.text_35)::text, 'null') END
      || '}' AS j
    FROM note_9 AS t9
    WHERE
      t9.is_9 = 1
      AND t9.uid IN (
        SELECT t11.uid
        FROM note_9 AS t11
        WHERE t11.account_37 IN (
          SELECT gw_keys.uid
          FROM gw_keys
          WHERE
            gw_keys.scope IN (56) AND (gw_keys.gw_digest = CAST(md5(CAST($5 AS text)) AS uuid) AND gw_keys.value = $5)
        )
        LIMIT CASE WHEN ((SELECT probe12.count_1 FROM probe12) > 1000) THEN 0 ELSE 1000 END
      )
      AND (EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t14 WHERE t14.token = $6 AND t14.uid = t9.uid))
    ORDER BY t9.stars_36 DESC NULLS LAST, t9.uid
    LIMIT $7
  ) AS s16
)
|| '}' AS anon_2,
(SELECT probe12.count_1 FROM probe12) AS anon_4

-- the statement, when too much would drive
-- arguments: 36, 'ann', 41, 'ann', 'ann', 'milk', 1
SELECT
  (SELECT gw_state.catalog_version FROM gw_state) AS anon_1,
  '{"own":' || coalesce(
    (
      SELECT
        '{"text":' || CASE WHEN (t1.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t1.text_35)::text, 'null') END
        || '}' AS j
      FROM note_9 AS t1
      WHERE
        t1.is_9 = 1
        AND t1.uid = $1
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t1.account_37 AS uid) AS r3
            WHERE
              r3.uid IS NOT NULL
              AND r3.uid IN (
                SELECT gw_keys.uid
                FROM gw_keys
                WHERE
                  gw_keys.scope IN (56)
                  AND (gw_keys.gw_digest = CAST(md5(CAST($2 AS text)) AS uuid) AND gw_keys.value = $2)
              )
          )
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"other":' || coalesce(
    (
      SELECT
        '{"text":' || CASE WHEN (t5.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t5.text_35)::text, 'null') END
        || '}' AS j
      FROM note_9 AS t5
      WHERE
        t5.is_9 = 1
        AND t5.uid = $3
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t5.account_37 AS uid) AS r7
            WHERE
              r7.uid IS NOT NULL
              AND r7.uid IN (
                SELECT gw_keys.uid
                FROM gw_keys
                WHERE
                  gw_keys.scope IN (56)
                  AND (gw_keys.gw_digest = CAST(md5(CAST($4 AS text)) AS uuid) AND gw_keys.value = $4)
              )
          )
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"queryNote":' || (
    SELECT '[' || coalesce(string_agg(s16.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t9.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t9.text_35)::text, 'null') END
        || '}' AS j
      FROM note_9 AS t9
      WHERE
        t9.is_9 = 1
        AND (
          t9.account_37 = (
            SELECT gw_keys.uid
            FROM gw_keys
            WHERE
              gw_keys.scope IN (56)
              AND (gw_keys.gw_digest = CAST(md5(CAST($5 AS text)) AS uuid) AND gw_keys.value = $5)
          )
        ) IS true
        AND (EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t14 WHERE t14.token = $6 AND t14.uid = t9.uid))
      ORDER BY t9.stars_36 DESC NULLS LAST, t9.uid
      LIMIT $7
    ) AS s16
  )
  || '}' AS anon_2
