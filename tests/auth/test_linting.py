"""`graphwright schema lint`: what rules leave open, or make slow."""

from __future__ import annotations

import pytest

import graphwright

_role = '{ rule: "{$ROLE: {eq: 1}}" }'
_own = '{ rule: "query($U: String!) { queryA(filter: {k: {eq: $U}}) { k } }" }'
_all = f"query: {_role}, add: {_role}, update: {_role}, delete: {_role}"
_rest = f"add: {_role}, delete: {_role}"
_bare = '{ rule: "query { queryA { b { k } } }" }'
_not = '{ rule: "query { queryA(filter: {not: {k: {eq: 3}}}) { k } }" }'
_scan = "1:29 no index finds what this rule for query of A lets through: it looks at every node"
_line = '# Dgraph.Authorization {"VerificationKey":"0123456789abcdef","Header":"X","Namespace":"n","Algo":"HS256"%s}'


@pytest.mark.parametrize(
    ("schema", "warnings"),
    [
        ("type A { k: String }", ["1:6 A has no rule for query, add, update, delete: everybody may do that"]),
        (f"type A @auth({_all}) {{ k: String }}", []),
        (
            f"type A @auth(query: {_role}, add: {_role}) {{ k: String }}",
            ["1:6 A has no rule for update, delete: everybody may do that"],
        ),
        ("type A { k: String }\n" + _line % ',"DenyByDefault":true', []),
        (f"interface I @auth({_all}) {{ k: String }}\ntype A implements I {{ x: Int }}", []),
        ("type A @permission(on: [READ, CREATE, UPDATE, DELETE], authenticated: true) { k: String }", []),
        (
            f"type A @auth(query: {_role}, add: {_role}, update: {_own}, delete: {_role}) {{ k: String @id }}",
            ["1:6 A has a rule for update and none for updateAfter: who may update a node may give it away"],
        ),
        (f"type A @auth(query: {_own}, update: {_own}, updateAfter: {_own}, {_rest}) {{ k: String @id }}", []),
        (f"type A @auth(query: {_bare}, update: {_role}, {_rest}) {{ k: String! @id b: A }}", [_scan]),
        (f"type A @auth(query: {_not}, update: {_role}, {_rest}) {{ k: Int @search }}", [_scan]),
        (
            f"type A @auth({_all}) {{ k: String @auth(query: {_role}) }}",
            ["A.k has a rule for query and none for update: who may update A may write it"],
        ),
    ],
)
def test_warnings(schema: str, warnings: list[str]) -> None:
    with graphwright.open(":memory:") as database:
        found = [f"{each.line}:{each.column} {each.text}" for each in database.lint_schema(schema)]
    assert len(found) == len(warnings), found
    assert all(one.endswith(expected) for one, expected in zip(found, warnings, strict=True)), found
