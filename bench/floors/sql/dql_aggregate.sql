-- All roles, their type checked.
SELECT concat('{"data":{"q":[{"sum(val(b))":', sum(r.billing_20), '},{"avg(val(b))":', json_quote(avg(r.billing_20)), '}]}}')
FROM role_3 AS r WHERE r.is_3 = 1;
