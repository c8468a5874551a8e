"""What `graphwright schema diff` says of two schemas."""

from __future__ import annotations

import pytest

from graphwright.schema.compile import compile_schema
from graphwright.schema.difference import Action, SchemaChange, describe_difference

LINE = '# Dgraph.Authorization {"VerificationKey":"%s","Header":"H","Namespace":"n","Algo":"HS256"}'


def said(old: str | None, new: str) -> list[str]:
    before = None if old is None else compile_schema(old)
    return [change.text for change in describe_difference(before, compile_schema(new))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            None,
            "type A { id: ID! k: String! @id t: String @search } enum E { P Q }",
            [
                "type A is added: id, k, t",
                "values of A.k become unique",
                "index hash on A.k is built",
                "index term on A.t is built",
                "enum E is added: P, Q",
            ],
        ),
        (
            "type A { x: Int } type B { y: Int }",
            "interface I { n: Int } type A { x: Int }",
            ["interface I is added: n", "type B is removed; its data stays"],
        ),
        ("type A { x: Int }", "type A { x: Int y: [Int!]! }", ["A.y: [Int!]! is added"]),
        ("type A { x: Int y: A }", "type A { x: Int }", ["A.y is removed; its data stays"]),
        ("type A { x: Int }", "type A { x: [Int] }", ["A.x becomes [Int], was Int"]),
        ("type A { x: Int }", "type A { x: Int! }", ["A.x becomes Int!, was Int"]),
        (
            "type A { x: String @search(by: [hash]) }",
            "type A { x: String @search(by: [exact, term]) }",
            ["index exact on A.x is built", "index term on A.x is built", "index hash on A.x is dropped"],
        ),
        (
            "type A { x: String @search(by: [hash]) }",
            "type A { x: String @id }",
            ["values of A.x become unique"],
        ),
        (
            "type A { x: String @id }",
            "type A { x: String }",
            ["values of A.x need no longer be unique", "index hash on A.x is dropped"],
        ),
        (
            "type A { x: String }",
            'type A { x: String @dgraph(pred: "p@en") }',
            ["A.x is kept in p@en, not A.x; data is not moved"],
        ),
        (
            "type A { b: B } type B { a: A }",
            "type A { b: B @hasInverse(field: a) } type B { a: A }",
            ["A.b becomes the inverse of B.a", "B.a becomes the inverse of A.b"],
        ),
        (
            "type A { x: Int @deprecated }",
            'type A { "more" x: Int }',
            ["the description of A.x changes", "A.x is no longer deprecated"],
        ),
        (
            "enum E { P Q } type A { e: E }",
            "enum E { P R } type A { e: E }",
            ["E gets the value R", "E loses the value Q"],
        ),
        (
            "interface I { n: Int } type A { n: Int }",
            "interface I { n: Int } type A implements I { x: Int }",
            ["A implements I, not nothing", "A.x: Int is added", "A.n is removed; its data stays"],
        ),
        (
            "type A { x: Int }",
            'type A @dgraph(type: "ns.A") { x: Int @dgraph(pred: "A.x") }',
            ["nodes of A are marked ns.A, not A"],
        ),
        ("type A { x: Int }", "interface A { x: Int }", ["A becomes an interface"]),
        ("type A { x: Int }", 'type A @auth(query: {rule: "q"}) { x: Int }', ["query of A gets a rule"]),
        ('type A @auth(query: {rule: "q"}) { x: Int }', "type A { x: Int }", ["query of A loses its rule and is open"]),
        (
            'type A @auth(query: {rule: "q"}) { x: Int }',
            '\n type A @auth(query: {not: {rule: "q"}}) { x: Int }',
            ["the rule for query of A changes"],
        ),
        ('type A @auth(query: {rule: "q"}) { x: Int }', '\n  type A @auth(query: {rule: "q"}) { x: Int }', []),
        ("type A { x: Int }", "type A { x: Int }\n" + LINE % "k", ["tokens are read from the header H"]),
        ("type A { x: Int }\n" + LINE % "k", "type A { x: Int }", ["tokens are no longer read"]),
        (
            "type A { x: Int }\n" + LINE % "k",
            "type A { x: Int }\n" + LINE % "l",
            ["how tokens are read and checked changes"],
        ),
    ],
)
def test_changes(old: str | None, new: str, expected: list[str]) -> None:
    assert said(old, new) == expected


def test_inherited_fields_change_with_their_interface_only() -> None:
    types = "type A implements I { x: Int } type B implements I { y: Int }"
    assert said("interface I { n: Int } " + types, "interface I { n: Int @search } " + types) == [
        "index int on I.n is built"
    ]


def test_a_schema_does_not_differ_from_itself() -> None:
    text = "type A { id: ID! k: String! @id t: String @search bs: [A] @hasInverse(field: bs) } enum E { P Q }"
    assert said(text, f"# the same\n\n{text}") == []


def test_a_change_can_be_told_by_machines() -> None:
    changes = describe_difference(compile_schema("type A { x: Int }"), compile_schema("type A { x: Int @search }"))
    assert changes == [SchemaChange(action=Action.ADDED, subject="index", name="A.x", text="index int on A.x is built")]


def test_what_is_computed_elsewhere_is_told() -> None:
    old = 'type A { id: ID! x: Int l: Int @custom(http: {url: "https://x.y/$id", method: GET}) }\ninput I { a: Int }'
    new = (
        'type A @key(fields: "id") { id: ID! x: Int l: String @custom(http: {url: "https://x.y/$id", method: GET}) }\n'
        'type R @remote { y: Int }\ntype Query { q: R @custom(http: {url: "https://x.y", method: GET}) }'
    )
    found = describe_difference(compile_schema(old), compile_schema(new))
    assert [change.text for change in found] == [
        "the remote type R is added",
        "the remote input I is removed",
        "the remote field Query.q is added",
        "the remote field A.l changes",
        "a federation finds A by id",
    ]


def test_constraints_that_come_and_go() -> None:
    plain = compile_schema("type A { n: Int s: String to: A v: [Float!] @embedding }")
    bound = compile_schema(
        "type A @unique(fields: [n, s]) { n: Int @validate(min: 1) s: String @unique to: A @cascadeDelete "
        'v: [Float!] @embedding @search(by: ["hnsw(metric: cosine)"]) }'
    )
    come = [change.text for change in describe_difference(plain, bound)]
    assert come == [
        "n and s of A become unique together; writes wait for its index",
        "A.n is validated from now on, not what is stored",
        "values of A.s become unique",
        "the nodes of A.to are deleted with it",
        "the vectors of A.v are compared by cosine, not by euclidean",
        "index hnsw on A.v is built",
    ]
    assert len(describe_difference(bound, plain)) == len(come)
