-- All roles, their type checked.
SELECT '{"data":{"q":[{"sum(val(b))":' || sum(r.billing_20) || '},{"avg(val(b))":' || to_json(avg(r.billing_20::float8))::text
  || '}]}}'
FROM role_3 AS r WHERE r.is_3 = 1;
