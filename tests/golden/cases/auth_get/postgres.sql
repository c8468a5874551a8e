-- the statement
-- arguments: 36, 'ann', 41, 'ann', 'milk', 'ann', 1
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
            FROM (SELECT t1.account_37 AS uid) AS r3 LEFT OUTER JOIN account_8 AS t5 ON t5.uid = r3.uid
            WHERE r3.uid IS NOT NULL AND t5.owner_34 = $2
          )
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"other":' || coalesce(
    (
      SELECT
        '{"text":' || CASE WHEN (t6.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t6.text_35)::text, 'null') END
        || '}' AS j
      FROM note_9 AS t6
      WHERE
        t6.is_9 = 1
        AND t6.uid = $3
        AND (
          EXISTS (
            SELECT 1
            FROM (SELECT t6.account_37 AS uid) AS r8 LEFT OUTER JOIN account_8 AS t10 ON t10.uid = r8.uid
            WHERE r8.uid IS NOT NULL AND t10.owner_34 = $4
          )
        )
      LIMIT 1
    ),
    'null'
  )
  || ',"queryNote":' || (
    SELECT '[' || coalesce(string_agg(s20.j, ','), '') || ']' AS anon_3
    FROM (
      SELECT
        '{"text":' || CASE WHEN (t19.text_35 IS NULL) THEN chr(1) ELSE coalesce(to_json(t19.text_35)::text, 'null') END
        || '}' AS j
      FROM
        (
          SELECT t11.uid AS u, t11.stars_36 AS o0
          FROM note_9 AS t11
          WHERE
            t11.is_9 = 1
            AND t11.uid IN (SELECT t12.uid FROM tokens_term_note_text_35 AS t12 WHERE t12.token = $5)
            AND (
              EXISTS (
                SELECT 1
                FROM (SELECT t11.account_37 AS uid) AS r14 LEFT OUTER JOIN account_8 AS t16 ON t16.uid = r14.uid
                WHERE r14.uid IS NOT NULL AND t16.owner_34 = $6
              )
            )
          ORDER BY t11.stars_36 DESC NULLS LAST, t11.uid
          LIMIT $7
        ) AS s18
        JOIN note_9 AS t19 ON t19.uid = s18.u
      ORDER BY s18.o0 DESC NULLS LAST, s18.u
    ) AS s20
  )
  || '}' AS anon_2
