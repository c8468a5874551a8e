"""Rules on types with all their fields, and on predicates."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.schema.findings import Rule
from graphwright.schema.rules import rules_of_fields, rules_of_interfaces, rules_of_predicates
from graphwright.schema.rules.content import check_content
from graphwright.schema.rules.defaults import check_defaults
from graphwright.schema.rules.dgraph_names import check_dgraph_names
from graphwright.schema.rules.generated_operations import check_generated_operations
from graphwright.schema.rules.id_fields import check_id_fields
from graphwright.schema.rules.inherited_fields import check_inherited_fields
from graphwright.schema.rules.inverse import check_inverse
from graphwright.schema.rules.keys import check_keys
from graphwright.schema.rules.languages import check_languages
from graphwright.schema.rules.permissions import check_permissions
from graphwright.schema.rules.predicates import check_predicates
from graphwright.schema.rules.search import check_search
from graphwright.schema.rules.secret import check_secret
from graphwright.schema.rules.subscriptions import check_subscriptions

from .rule_cases import Refused, check_refused, errors_of
from .test_rules_of_constraints import REFUSED as OF_CONSTRAINTS
from .test_rules_of_remotes import REFUSED as OF_REMOTES

REFUSED: Final[dict[Rule, list[Refused]]] = {
    check_inherited_fields: [
        Refused("interface I { n: String }\ntype A implements I { n: Int }", "2:23", "make them the same"),
        Refused("interface I { n: String }\ntype A implements I { n: String! }", "2:23", "has String"),
        Refused(
            "interface I { n: String }\ninterface J { n: String }\ntype A implements I & J { x: Int }",
            "3:23",
            "from both I and J",
        ),
        Refused(
            "interface I { id: ID n: Int }\ninterface J { id: ID! m: Int }\ntype A implements I & J { x: Int }",
            "3:23",
            "with one type",
        ),
    ],
    check_content: [Refused("enum E { P }", "1:1", "declare at least one")],
    check_id_fields: [
        Refused("type A { id: ID! key: ID! x: Int }", "1:18", "(id and key)"),
        Refused("type A { id: ID! }", "1:6", "only an ID"),
        Refused(
            "interface I { id: ID! n: Int }\ninterface J { key: ID! m: Int }\ntype A implements I & J { x: Int }",
            "1:15",
            "several fields of type ID",
        ),
    ],
    check_keys: [
        Refused("type A { k: Float! @id }", "1:20", "String, Int or Int64"),
        Refused("type A { k: [String!] @id }", "1:23", "[String!]"),
        Refused("enum E { P }\ntype A { k: E @id }", "2:15", "String, Int or Int64"),
        Refused("type A { k: String! @id(interface: true) }", "1:21", "declare the field in an interface"),
        Refused('type A { k: String @id @dgraph(pred: "k@en") }', "1:20", "language"),
    ],
    check_search: [
        Refused("type A { a: Point @search(by: [point, geo]) }", "1:39", "the index point twice"),
        Refused("type A { a: String @search(by: [geo]) }", "1:33", "to which the index geo does not apply"),
        Refused("type A { b: A @search }", "1:15", "no index"),
        Refused("type A { id: ID! @search x: Int }", "1:18", "no index"),
        Refused("type A { x: Int @search(by: [hash]) }", "1:30", "use int"),
        Refused("type A { x: String @search(by: [year]) }", "1:33", "use hash or exact or term"),
        Refused("type A { x: String @search(by: [termz]) }", "1:33", "Did you mean 'term'?"),
        Refused("type A { x: String @search(by: [exact, hash]) }", "1:33", "both answer `eq`"),
        Refused("type A { x: String @search(by: [term, term]) }", "1:39", "twice"),
        Refused("type A { x: DateTime @search(by: [day, hour]) }", "1:40", "one index"),
        Refused("enum E { P }\ntype A { x: E @search(by: [term]) }", "2:28", "use hash or exact"),
        Refused("type A { x: Int @search(by: [fulltext]) }", "1:30", "does not apply"),
        Refused("type A { x: String @search(by: [regexp, trigram]) }", "1:33", "one index"),
        Refused("enum E { P }\ntype A { x: E @search(by: [fulltext]) }", "2:28", "trigram or regexp"),
        Refused('type A { x: String @search @dgraph(pred: "p@en:fr") }', "1:20", "several languages"),
    ],
    check_dgraph_names: [
        Refused("type A { x: Int @dgraph }", "1:17", "needs a name"),
        Refused('type A { x: Int @dgraph(pred: "") }', "1:17", "needs a name"),
        Refused('type A { x: String @dgraph(pred: "@en") }', "1:20", "needs a name"),
        Refused('type A { x: Int @dgraph(type: "T") }', "1:17", "takes `pred` here"),
        Refused("type A @dgraph { x: Int }", "1:8", "needs a name"),
        Refused('type A @dgraph(type: "dgraph.T") { x: Int }', "1:8", "the store's own"),
        Refused('type A { x: Int @dgraph(pred: "dgraph.type") }', "1:17", "the store's own"),
        Refused('type A { x: Int @dgraph(pred: "a b") }', "1:17", "character"),
        Refused('type A { id: ID! @dgraph(pred: "a.id") x: Int }', "1:18", "node's own ID"),
        Refused('type A { x: Int @dgraph(pred: "~a.b") }', "1:17", "leads to nodes"),
        Refused('type A { b: [A] @dgraph(pred: "~p") @hasInverse(field: b) }', "1:17", "take it out"),
        Refused('type A { b: [B] @dgraph(pred: "~p") }\ntype B { y: Int }', "1:17", "no field of B is that predicate"),
        Refused(
            'type A { b: [B] @dgraph(pred: "~p") }\ntype B { c: B @dgraph(pred: "p") }', "1:17", "leads to B, not to A"
        ),
    ],
    check_defaults: [
        Refused('type A { x: [Int] @default(add: {value: "1"}) }', "1:19", "on a list ([Int])"),
        Refused('type A { b: A @default(add: {value: "1"}) }', "1:15", "a single value, and A is none"),
        Refused('type A { id: ID! @default(add: {value: "1"}) x: Int }', "1:18", "which the store gives"),
        Refused('type A { k: String! @id @default(add: {value: "1"}) x: Int }', "1:25", "no two nodes"),
        Refused('type A { x: Int @default(update: {value: "one"}) }', "1:42", "does not fit Int"),
        Refused('type A { x: Float @default(add: {value: "1.x"}) }', "1:41", "does not fit Float"),
        Refused('type A { x: Boolean @default(add: {value: "yes"}) }', "1:43", "does not fit Boolean"),
        Refused('type A { x: DateTime @default(add: {value: "soon"}) }', "1:44", "does not fit DateTime"),
        Refused('type A { x: Int @default(add: {value: "$now"}) }', "1:39", "use DateTime"),
        Refused("type A { x: Int @default(add: {}) }", "1:31", "needs a value"),
        Refused('enum E { P Q }\ntype A { x: E @default(add: {value: "R"}) }', "2:37", "no value of the enum E"),
    ],
    check_permissions: [
        Refused("type A @permission(on: [LOOK]) { x: Int }", "1:8", "LOOK is no operation"),
        Refused("type A @permission(on: [READ], fields: [y]) { x: Int }", "1:8", "no field y"),
        Refused("type A { x: Int @permission(on: [CONNECT]) }", "1:17", "refers to no other nodes"),
        Refused("type A { a: A @permission(on: [READ]) x: Int }", "1:15", "READ stands on types"),
    ],
    check_secret: [
        Refused('type A @secret(field: "x") { x: Int }', "1:8", "A.x is a field and the password"),
        Refused('type A @secret(field: "") { x: Int }', "1:8", "no name of a password"),
        Refused('type A @secret(field: "p w") { x: Int }', "1:8", "no name of a password"),
        Refused('type A @secret(field: "p", pred: "a b") { x: Int }', "1:8", "character"),
        Refused('type A @secret(field: "p", pred: "A.x") { x: Int }', "1:8", "both the predicate A.x"),
        Refused(
            'interface I @secret(field: "p") { n: Int }\ntype A implements I @secret(field: "q") { x: Int }',
            "2:21",
            "2 passwords (q of A and p of I)",
        ),
        Refused('interface I @secret(field: "p") { n: Int }\ntype A implements I { p: Int }', "2:23", "rename one"),
    ],
    check_subscriptions: [
        Refused("type A { x: Int @withSubscription }", "1:17", "put it on A"),
        Refused(
            'type A { x: Int }\ntype Query { a: A @custom(http: {url: "https://x.y", method: GET}) @withSubscription }',
            "2:68",
            "on custom DQL queries",
        ),
    ],
    check_generated_operations: [
        Refused(
            "type A @generate(query: {get: false, query: false, aggregate: false}, "
            "mutation: {add: false, update: false, delete: false}) { id: ID! x: Int }",
            "1:8",
            "no query and no mutation",
        ),
    ],
    check_languages: [
        Refused('type A { x: Int @dgraph(pred: "p@en") }', "1:17", "single String"),
        Refused('type A { x: [String] @dgraph(pred: "p@en") }', "1:22", "single String"),
        Refused('type A { x: String @dgraph(pred: "p@*") }', "1:20", "`*`"),
        Refused('type A { x: String @dgraph(pred: "p@") }', "1:20", "names no language"),
        Refused('type A { x: String @dgraph(pred: "p@en:") }', "1:20", "names no language"),
        Refused('type A { x: String @dgraph(pred: "p@en@fr") }', "1:20", "names no language"),
    ],
    check_inverse: [
        Refused("type A { x: Int @hasInverse(field: y) }", "1:17", "between types only"),
        Refused("type A { b: B @hasInverse(field: aa) }\ntype B { a: A }", "1:15", "Did you mean 'a'?"),
        Refused("type A { b: B @hasInverse(field: x) }\ntype B { x: Int }", "1:15", "must lead back"),
        Refused("type A { b: B @hasInverse(field: a) c: B }\ntype B { a: A @hasInverse(field: c) }", "1:15", "agree"),
        Refused(
            "type A { b: B @hasInverse(field: a) c: B @hasInverse(field: a) }\ntype B { a: A }", "1:42", "one inverse"
        ),
    ],
    check_predicates: [
        Refused(
            'type A { x: Int @dgraph(pred: "p") }\ntype B { y: String @dgraph(pred: "p") }',
            "2:10",
            "give them one type",
        ),
        Refused('type A { x: Int @dgraph(pred: "p") }\ntype B { y: [Int] @dgraph(pred: "p") }', "2:10", "[Int]"),
        Refused(
            'type A { c: C @dgraph(pred: "p") @hasInverse(field: a) }\n'
            'type B { c: C @dgraph(pred: "p") @hasInverse(field: b) }\n'
            'type C { a: A @dgraph(pred: "q") b: B }\ntype D { a: A @dgraph(pred: "q") @hasInverse(field: y) }\n'
            "extend type A { y: D }",
            "1:10",
            "one alone may have several",
        ),
        Refused('type A { x: Int @dgraph(pred: "p") y: Int @dgraph(pred: "p") }', "1:36", "has it once"),
        Refused('type A { x: Int }\ntype B { y: String @dgraph(pred: "A.x") }', "2:10", "A.x"),
        Refused('type A { x: Int @dgraph(pred: "p") }\ntype B { y: String @dgraph(pred: "p@en") }', "2:10", "p"),
        Refused(
            'type A { x: Int @id @dgraph(pred: "p") }\ntype B { y: Int @dgraph(pred: "p") }', "2:10", "not the same @id"
        ),
        Refused('interface I { x: Int }\ntype A implements I { y: Int @dgraph(pred: "I.x") }', "2:23", "has it once"),
    ],
}

ACCEPTED: Final = {
    "an ID from two interfaces": (
        "interface I { id: ID! n: Int }\ninterface J { id: ID! m: Int }\ntype A implements I & J { x: Int }"
    ),
    "an interface of an ID alone": "interface Node { id: ID! }\ntype A implements Node { x: Int }",
    "an interface alone": "interface I { id: ID! n: String }",
    "a nullable ID": "type A { id: ID x: Int }",
    "keys of every kind": "type A { a: String @id b: Int! @id c: Int64 @id }",
    "an interface-wide key": "interface I { k: String! @id(interface: true) }\ntype A implements I { x: Int }",
    "a repeated field": "interface I { n: String @search }\ntype A implements I { n: String x: Int }",
    "one predicate in two types": 'type A { x: Int @dgraph(pred: "p") }\ntype B { y: Int! @dgraph(pred: "p") }',
    "languages of one predicate": (
        'type A { a: String @dgraph(pred: "p") b: String @search(by: [hash, term]) @dgraph(pred: "p@en") '
        'c: String @dgraph(pred: "p@fr:pt-BR:.") d: String @dgraph(pred: "p@.") }'
    ),
    "one dgraph type for two types": 'type A @dgraph(type: "T") { x: Int }\ntype B @dgraph(type: "T") { y: Int }',
    "a predicate of another script": 'type A { x: Int @dgraph(pred: "фильм.год") }',
    "edges read backwards": (
        'type A { b: [B] @dgraph(pred: "~p") }\ntype B { a: A @dgraph(pred: "p") }\n'
        'type C { d: D @dgraph(pred: "~D.cs") }\ntype D { cs: [C] }'
    ),
    "names in angle brackets": (
        'type A { x: Int @dgraph(pred: "<год>") b: [B] @dgraph(pred: "~<b.a>") }\n'
        'type B { a: [A] @dgraph(pred: "<b.a>") t: String @dgraph(pred: "<имя>@ru") }'
    ),
    "defaults": (
        'type A { a: Int @default b: Int @default(add: {value: 1}, update: {value: "2"}) '
        'c: DateTime @default(add: {value: "$now"}) d: String @default(update: {value: "$now"}) '
        "e: Boolean @default(add: {value: true}) f: E @default(add: {value: P}) }\nenum E { P }"
    ),
    "a password of an interface": 'interface I @secret(field: "p") { n: String! @id }\ntype A implements I { x: Int }',
    "a type without operations beside another": (
        "type A @generate(query: {get: false, query: false, aggregate: false}, "
        "mutation: {add: false, update: false, delete: false}) { id: ID! x: Int }\n"
        "type B @generate(subscription: true, query: {password: false}) @withSubscription { x: Int }"
    ),
    "the index geo, by which each shape's own is meant": (
        "type A { a: Point @search(by: [geo]) b: [Polygon] @search(by: [geo]) c: MultiPolygon! @search(by: [geo]) }"
    ),
    "an inverse of itself": "type A { friends: [A] @hasInverse(field: friends) }",
    "an inverse said by both sides": ("type A { b: B @hasInverse(field: a) }\ntype B { a: A @hasInverse(field: b) }"),
    "a single inverse of a field that comes from an interface": (
        "interface I { by: B all: [B] }\ntype A implements I { x: Int }\n"
        "type B { one: A @hasInverse(field: by) two: A @hasInverse(field: all) }"
    ),
    "an inverse of itself that another type's field has not": (
        'type A { friends: [A] @dgraph(pred: "p") @hasInverse(field: friends) }\n'
        'type B { likes: [A] @dgraph(pred: "p") }'
    ),
    "an inverse of two predicates that both have fields beside it": (
        'type A { c: C @dgraph(pred: "p") @hasInverse(field: a) }\ntype B { c: C @dgraph(pred: "p") }\n'
        'type C { a: A @dgraph(pred: "q") }\ntype D { a: A @dgraph(pred: "q") }'
    ),
    "an inverse for each of the types that share a predicate": (
        'type A { c: C @dgraph(pred: "p") @hasInverse(field: a) }\n'
        'type B { c: C @dgraph(pred: "p") @hasInverse(field: b) }\ntype C { a: A b: [B] }'
    ),
    "an inverse that an interface declares": (
        "interface I { b: B @hasInverse(field: all) }\ntype A implements I { x: Int }\ntype B { all: [I] }"
    ),
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
    assert {*REFUSED, *OF_CONSTRAINTS, *OF_REMOTES} >= {*rules_of_interfaces, *rules_of_fields, *rules_of_predicates}
