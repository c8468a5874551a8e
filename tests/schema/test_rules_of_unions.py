"""Unions: what is refused, where, and in which words; what is generated for them."""

from __future__ import annotations

from typing import Final

import pytest
from graphql import GraphQLNamedType

from graphwright.schema.compile import compile_schema
from graphwright.schema.difference import describe_difference
from graphwright.schema.findings import Rule
from graphwright.schema.generate import generate_api
from graphwright.schema.printing import print_generated
from graphwright.schema.rules.field_types import check_field_types
from graphwright.schema.rules.generated_names import check_generated_names
from graphwright.schema.rules.search import check_search
from graphwright.schema.rules.type_names import check_type_names
from graphwright.schema.rules.unions import check_unions

from .rule_cases import Refused, check_refused

TYPES: Final = "type A { x: Int @search }\ntype B { id: ID! b: Int }\n"

NAMELESS: Final = "interface N { n: Int }\ntype E { to: N }\n"
"""Nothing names a node of N, so nothing can be said of an E."""

REFUSED: Final[dict[Rule, list[Refused]]] = {
    check_unions: [
        Refused(TYPES + "union U = A | Int", "3:15", "has the member Int, which is no type"),
        Refused(TYPES + "union U = A | V\nunion V = B", "3:15", "has the member V, which is no type"),
        Refused(TYPES + "interface I { i: Int }\nunion U = A | I", "4:15", "which is an interface"),
        Refused(TYPES + "union U = A | Bb", "3:15", "which is unknown. Did you mean"),
        Refused(TYPES + "union U = A | B | A", "3:19", "names A twice"),
        Refused(TYPES + "type a { x: Int }\nunion U = A | a", "4:15", "one field of its inputs"),
        Refused(TYPES + "union U", "3:7", "has no members"),
    ],
    check_type_names: [Refused(TYPES + "union A = B", "3:7", "declared already, in line 1")],
    check_generated_names: [
        Refused(TYPES + "union U = A\ntype UFilter { x: Int }", "4:6", "is also what is generated")
    ],
    check_field_types: [Refused(TYPES + "union U = A\ntype C { u: V }", "4:13", "the type V of C.u is unknown")],
    check_search: [Refused(TYPES + "union U = A\ntype C { u: U @search }", "4:15", "which has no index")],
}


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(rule, case, id=case.says) for rule, cases in REFUSED.items() for case in cases]
)
def test_refused(rule: Rule, case: Refused) -> None:
    check_refused(rule, case)


def test_what_is_generated_for_a_union() -> None:
    text = TYPES + '"Either."\nunion U = A | B\ntype C { n: Int, one: U, some: [U!] }'
    api = compile_schema(text)
    schema = generate_api(api, is_strict=True)
    made = schema.type_map
    assert [str(member) for member in made["U"].types] == ["A", "B"]  # type: ignore[attr-defined]
    assert made["U"].description == "Either."
    assert list(made["UType"].values) == ["A", "B"]  # type: ignore[attr-defined]
    shown = {name: _fields(made[name]) for name in ("URef", "UFilter", "C", "AddCInput")}
    assert shown == {
        "URef": {"aRef": "ARef", "bRef": "BRef"},
        "UFilter": {"memberTypes": "[UType!]", "aFilter": "AFilter", "bFilter": "BFilter"},
        "C": {"n": "Int", "one": "U", "some": "[U!]"},
        "AddCInput": {"n": "Int", "one": "URef", "some": "[URef!]"},
    }
    arguments = {name: list(field.args) for name, field in made["C"].fields.items()}  # type: ignore[attr-defined]
    assert arguments == {"n": [], "one": ["filter"], "some": ["filter", "first", "offset"]}
    assert "union U = A | B\n" in print_generated(api)
    assert schema.query_type is not None
    assert "queryU" not in schema.query_type.fields
    assert list(schema.type_map["CHasFilter"].values) == ["n", "one", "some"]  # type: ignore[attr-defined]


def _fields(named: GraphQLNamedType) -> dict[str, str]:
    return {name: str(field.type) for name, field in named.fields.items()}  # type: ignore[attr-defined]


def test_members_without_a_reference_are_left_out() -> None:
    schema = generate_api(compile_schema(NAMELESS + "type A { x: Int }\nunion U = E | A\n"))
    assert list(schema.type_map["URef"].fields) == ["aRef"]  # type: ignore[attr-defined]
    empty = generate_api(compile_schema(NAMELESS + "type A { x: Int, v: V }\nunion V = E\n"))
    assert "VRef" not in empty.type_map
    assert list(empty.type_map["AddAInput"].fields) == ["x"]  # type: ignore[attr-defined]


def test_changes_of_unions_are_told() -> None:
    before, after = (compile_schema(TYPES + f"union U = {members}") for members in ("A", "A | B"))
    assert [change.text for change in describe_difference(before, after)] == ["U has the members A and B, not A"]
    assert [change.text for change in describe_difference(None, after)][-1] == "union U is added: A and B"
    gone = describe_difference(after, compile_schema(TYPES))
    assert [change.text for change in gone] == ["union U is removed; its members and their data stay"]
