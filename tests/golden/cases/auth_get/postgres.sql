-- the statement
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
    SELECT '[' || coalesce(string_agg(s17.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t16.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t16.text_35)::text, 'null') END
        || '}' AS j
      FROM
        (
          SELECT t9.uid AS u, t9.stars_36 AS o0
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
                  gw_keys.scope IN (56)
                  AND (gw_keys.gw_digest = CAST(md5(CAST($5 AS text)) AS uuid) AND gw_keys.value = $5)
              )
            )
            AND (EXISTS (SELECT 1 FROM tokens_term_note_text_35 AS t13 WHERE t13.token = $6 AND t13.uid = t9.uid))
          ORDER BY t9.stars_36 DESC NULLS LAST, t9.uid
          LIMIT $7
        ) AS s15
        JOIN note_9 AS t16 ON t16.uid = s15.u
      ORDER BY s15.o0 DESC NULLS LAST, s15.u
    ) AS s17
  )
  || '}' AS anon_2
