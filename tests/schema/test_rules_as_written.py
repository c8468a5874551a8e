"""Rules on each declaration by itself: what they refuse, where, and in which words."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.schema.findings import Rule
from graphwright.schema.rules import rules_as_written
from graphwright.schema.rules.auth_fields import check_auth_fields
from graphwright.schema.rules.auth_shape import check_auth_shape
from graphwright.schema.rules.bodies import check_bodies
from graphwright.schema.rules.comment_lines import check_comment_lines
from graphwright.schema.rules.definitions import check_definitions
from graphwright.schema.rules.directive_arguments import check_directive_arguments
from graphwright.schema.rules.directives import check_directives
from graphwright.schema.rules.enum_values import check_enum_values
from graphwright.schema.rules.field_names import check_field_names
from graphwright.schema.rules.field_types import check_field_types
from graphwright.schema.rules.filter_names import check_filter_names
from graphwright.schema.rules.generated_names import check_generated_names
from graphwright.schema.rules.interfaces import check_interfaces
from graphwright.schema.rules.type_names import check_type_names

from .rule_cases import Refused, check_refused, errors_of
from .test_rules_of_remotes import REFUSED as OF_REMOTES
from .test_rules_of_unions import REFUSED as OF_UNIONS

TYPE: Final = "type A { x: Int }\n"
LINE: Final = '{"VerificationKey":"k","Header":"H","Namespace":"n","Algo":"HS256"'

REFUSED: Final[dict[Rule, list[Refused]]] = {
    check_definitions: [
        Refused(TYPE + "scalar Time", "2:1", "Time cannot be declared"),
        Refused("enum Genre { P }\nextend enum Gnre { Q }\n" + TYPE, "2:1", "Did you mean 'Genre'?"),
        Refused(TYPE + "extend interface A { y: Int }", "2:1", "declared as something else"),
        Refused(TYPE + "query { queryA { x } }", "2:1", "operations"),
    ],
    check_bodies: [
        Refused("type Film", "1:6", "Film is empty; say what it has, as in type Film { title: String }"),
        Refused(TYPE + "enum E", "2:6", "enum E { RED GREEN }"),
        Refused(TYPE + "input In", "2:7", "input In {"),
        Refused(TYPE + "union U", "2:7", "union U = "),
        Refused(TYPE + "type Query", "2:6", "Query is empty"),
    ],
    check_type_names: [
        Refused(TYPE + "type A { y: Int }", "2:6", "declared already, in line 1"),
        Refused(TYPE + "enum A { X }", "2:6", "declared already, in line 1"),
        Refused("type __A { x: Int }", "1:6", "introspection"),
        Refused("type IntFilter { x: Int }", "1:6", "reserved"),
        Refused("type _Entity { x: Int }", "1:6", "reserved"),
        Refused("type Subscription { x: Int }", "1:6", "reserved"),
        Refused("interface Query { x: Int }", "1:11", "reserved"),
        Refused("enum DateTime { X }\n" + TYPE, "1:6", "reserved"),
        Refused("type StringHashFilter_StringTermFilter { x: Int }", "1:6", "reserved"),
    ],
    check_generated_names: [
        Refused(TYPE + "type AddAInput { x: Int }", "2:6", "generated for A"),
        Refused(TYPE + "enum AOrderable { X }", "2:6", "generated for A"),
        Refused("enum G { X }\ntype G_hash { x: Int }", "2:6", "generated for G"),
        Refused(TYPE + "type AHas { x: Int }", "2:6", "AHasFilter would be generated for both A and AHas"),
        Refused("type NumUids { x: Int }", "1:6", "`numUids` in payloads"),
    ],
    check_field_names: [
        Refused("type A { x: Int x: String }", "1:17", "A.x is declared already"),
        Refused("type A { __x: Int }", "1:10", "introspection"),
        Refused("type A { uid: Int }", "1:10", "DQL"),
        Refused("type A { xAggregate: Int }", "1:10", "Aggregate"),
    ],
    check_filter_names: [
        Refused("type A { not: Int @search }", "1:10", 'pred: "A.not"'),
        Refused("type A { has: ID! x: Int }", "1:10", "filters"),
        Refused("type A { and: String @id }", "1:10", "filters"),
    ],
    check_directives: [
        Refused("type A { x: Int @serch }", "1:17", "Did you mean 'search'"),
        Refused("type A @search { x: Int }", "1:8", "stands on fields"),
        Refused("enum E { P @auth }\n" + TYPE, "1:12", "stands on types and interfaces and fields"),
        Refused("type A { x: Int @cascade }", "1:17", "stands on queries"),
        Refused("type A { x: Int @search @search }", "1:25", "twice"),
        Refused("enum E { P @id }\n" + TYPE, "1:12", "does not belong on enum values"),
    ],
    check_directive_arguments: [
        Refused('type A { x: String @search(by: "hash") }', "1:32", "takes a list"),
        Refused("type A { x: String @search(by: [1]) }", "1:32", "takes a list"),
        Refused("type A { x: String @search(bye: [hash]) }", "1:33", "Did you mean 'by'?"),
        Refused("type A { x: String @search(by: [hash], by: [term]) }", "1:40", "`by` twice"),
        Refused('type A { k: String @id(interface: "yes") }', "1:35", "true or false"),
        Refused("type A { x: Int @dgraph(pred: 3) }", "1:31", "takes a string"),
        Refused("type A { b: [A] @hasInverse }", "1:17", "needs its argument `field`"),
        Refused('type A { x: Int @deprecated(why: "old") }', "1:34", "no argument `why`"),
        Refused("type A @generate(query: {gett: true}) { x: Int }", "1:26", "Did you mean 'get'?"),
        Refused('type A @lambdaOnMutate(add: "yes") { x: Int }', "1:29", "true or false"),
    ],
    check_field_types: [
        Refused("type Film { d: Fim }", "1:16", "Did you mean 'Film'"),
        Refused("type A { x: Strin! }", "1:13", "Did you mean 'String'"),
        Refused(TYPE + "input In { a: Int }\ntype B { i: In }", "3:13", "inputs are for arguments only"),
        Refused("type A { x: [[Int]] }", "1:15", "list of lists"),
        Refused("type A { id: [ID!] x: Int }", "1:15", "one ID"),
        Refused("type A { x: [Boolean] }", "1:14", "lists of Booleans"),
    ],
    check_interfaces: [
        Refused("interface Being { x: Int }\ntype A implements Bein { y: Int }", "2:19", "Did you mean 'Being'?"),
        Refused(TYPE + "type B implements A { y: Int }", "2:19", "declare it as an interface"),
        Refused("interface I { x: Int }\ntype A implements I & I { y: Int }", "2:23", "twice"),
        Refused("interface I { x: Int }\ninterface J implements I { y: Int }", "2:24", "do not implement others"),
    ],
    check_enum_values: [
        Refused(TYPE + "enum E { P P }", "2:12", "value P twice"),
        Refused(TYPE + "enum E { __P }", "2:10", "introspection"),
    ],
    check_auth_fields: [
        Refused('type A { x: Int! @auth(query: {rule: "q"}) }', "1:18", "write Int"),
        Refused('type A { x: Int @auth(delete: {rule: "q"}) }', "1:17", "rules of query, add, update, not delete"),
        Refused('type A { x: Int k: String @id @auth(query: {rule: "q"}) }', "1:31", "is a key"),
        Refused('type A { x: Int b: [A] @auth(query: {rule: "q"}) }', "1:24", "only values have rules"),
        Refused('type A { x: Int i: ID @auth(query: {rule: "q"}) }', "1:23", "only values have rules"),
        Refused('type A @unique(fields: ["x", "y"]) { x: Int @auth(add: {rule: "q"}) y: Int }', "1:45", "is compared"),
    ],
    check_auth_shape: [
        Refused("type A @auth(add: {rule: 1}) { x: Int }", "1:26", "as a string"),
        Refused('type A @auth(query: "q") { x: Int }', "1:21", "`rule`, `and`, `or`, `not`"),
        Refused("type A @auth(query: {}) { x: Int }", "1:21", "`rule`, `and`, `or`, `not`"),
        Refused('type A @auth(query: {rule: "q", not: {rule: "r"}}) { x: Int }', "1:21", "an object with one of"),
        Refused('type A @auth(query: {when: "q"}) { x: Int }', "1:21", "an object with one of"),
        Refused("type A @auth(query: {rule: 1}) { x: Int }", "1:28", "as a string"),
        Refused('type A @auth(query: {rule: " "}) { x: Int }', "1:28", "as a string"),
        Refused('type A @auth(query: {or: [{rule: "q"}]}) { x: Int }', "1:26", "at least two rules"),
        Refused("type A @auth(query: {not: {and: []}}) { x: Int }", "1:33", "at least two rules"),
    ],
    check_comment_lines: [
        Refused(TYPE + "# Dgraph.Authorization nonsense", "2:1", "JSON object"),
        Refused(TYPE + "# Dgraph.Authorization []", "2:1", "JSON object"),
        Refused(TYPE + f"# Dgraph.Authorization {LINE}}}\n#Dgraph.Authorization {LINE}}}", "3:1", "in line 2 already"),
        Refused(TYPE + '# Dgraph.Authorization {"Header":"H"}', "2:1", "needs Namespace"),
        Refused(TYPE + f'# Dgraph.Authorization {LINE},"Audiense":["a"]}}', "2:1", "Did you mean 'Audience'?"),
        Refused(TYPE + f'# Dgraph.Authorization {LINE},"Audience":"a"}}', "2:1", "a list of strings"),
        Refused(TYPE + f'# Dgraph.Authorization {LINE},"ClosedByDefault":1}}', "2:1", "true or false"),
        Refused(TYPE + f'# Dgraph.Authorization {LINE},"JWKUrl":"http://k"}}', "2:1", "keep one"),
        Refused(TYPE + '# Dgraph.Authorization {"JWKUrl":"http://k"}', "2:1", "needs Header"),
        Refused(TYPE + f"# Dgraph.Authorization {LINE.replace('HS256', 'XX1')}}}", "2:1", "XX1 is unknown"),
        Refused(TYPE + f"# Dgraph.Authorization {LINE.replace('HS', 'RS')}}}", "2:1", "no PEM of a public key"),
        Refused(TYPE + '# Dgraph.Authorization X-Old ns XS256 "key"', "2:1", "XS256"),
        Refused(TYPE + "# Dgraph.Secret K", "2:1", 'Dgraph.Secret name "value"'),
        Refused(TYPE + "# Dgraph.Allow-Origin http://a.b", "2:1", "https://example.com"),
        Refused(TYPE + "# Graphwright.Strict", "2:1", "Graphwright.Strict true (or false)"),
        Refused(TYPE + "# Graphwright.Strict true\n# Graphwright.Strict true", "3:1", "in line 2 already"),
    ],
}

ACCEPTED: Final = {
    "a schema with everything": """
        "about I" interface I { id: ID! n: String! @search(by: [exact, "term"]) @deprecated }
        enum E { P Q @deprecated(reason: "old") }
        type A implements I @dgraph(type: "ns.A") @auth(query: {and: [{rule: "q"}, {not: {rule: "r"}}]}) {
          n: String! e: [E!] @search(by: [exact]) b: [B!]! @hasInverse(field: a) k: String! @id @search
        }
        type B { key: ID a: A t: DateTime @search(by: [day]) l: Int64 @id x: Float @search y: Boolean @search }
        """,
    "a hash and a name in a description": '"""\n# Dgraph.Secret K\n"""\ntype A { x: Int }',
    "an ordinary comment": TYPE + "# Dgraph is another database",
    "a field that only sounds reserved": "type A { filter: Int order: Int count: Int aggregate: Int has: Int }",
    "a type that only sounds reserved": "type Filter { x: Int }\ntype Add { x: Int }\ntype Input { x: Int }",
    "an empty @search list": "type A { x: String @search(by: []) }",
    "an @auth without rules": "type A @auth { x: Int }",
}


@pytest.mark.parametrize(
    ("rule", "case"),
    [pytest.param(rule, case, id=f"{rule.__name__}: {case.says}") for rule, cases in REFUSED.items() for case in cases],
)
def test_refused(rule: Rule, case: Refused) -> None:
    check_refused(rule, case)


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(text: str) -> None:
    assert errors_of(text) == []


def test_every_rule_has_its_table() -> None:
    assert {*REFUSED, *OF_REMOTES, *OF_UNIONS} >= set(rules_as_written)


def test_all_errors_are_reported_in_the_order_of_the_text() -> None:
    text = "type A { x: Strin\n uid: Int\n y: Int @serch }\nscalar Z"
    assert [(error.line, error.column) for error in errors_of(text)] == [(1, 13), (2, 2), (3, 9), (4, 1)]
