"""Rules on `@embedding`, `@unique`, `@validate` and `@cascadeDelete`."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.schema.findings import Rule
from graphwright.schema.rules.cascade_delete import check_cascade_delete
from graphwright.schema.rules.embedding import check_embedding
from graphwright.schema.rules.rename import check_rename
from graphwright.schema.rules.unique import check_unique
from graphwright.schema.rules.validate import check_validate
from graphwright.schema.rules.validate_fields import check_validate_fields

from .rule_cases import Refused, check_refused, errors_of

REFUSED: Final[dict[Rule, list[Refused]]] = {
    check_embedding: [
        Refused("type A { v: [Int!] @embedding x: Int }", "1:20", "stands on fields of type [Float!]"),
        Refused("type A { v: [Float] @embedding x: Int }", "1:21", "stands on fields of type [Float!]"),
        Refused('type A { x: Int v: [Float!] @search(by: ["hnsw"]) }', "1:42", "needs @embedding"),
        Refused('type A { v: [Float!] @embedding @search(by: ["hnsw(metric: cosin)"]) }', "1:46", "Did you mean"),
        Refused('type A { v: [Float!] @embedding @search(by: ["hnsw(metric"]) }', "1:46", "write it as hnsw("),
        Refused("type A { v: [Float!] @embedding @search(by: [float]) }", "1:46", "searched by hnsw"),
    ],
    check_unique: [
        Refused("type A { a: [String] @unique }", "1:22", "single fields of type"),
        Refused("type A { a: Float @unique }", "1:19", "single fields of type"),
        Refused("type A { a: Int @unique(fields: [a]) }", "1:17", "takes no fields"),
        Refused('type A { x: Int a: String @unique @dgraph(pred: "a@en") }', "1:27", "has a language"),
        Refused("type A @unique(fields: [a]) { a: Int }", "1:8", "two or more different fields"),
        Refused("type A @unique { a: Int }", "1:8", "two or more different fields"),
        Refused("type A @unique(fields: [a, b]) { a: Int }", "1:28", "A has no field b"),
        Refused("type A @unique(fields: [a, id]) { id: ID! a: Int }", "1:28", "cannot stand in @unique"),
        Refused("type A @unique(fields: [a, b]) { a: Int b: [Int] }", "1:28", "cannot stand in @unique"),
        Refused(
            "type A @unique(fields: [x, b]) { x: Int b: B @hasInverse(field: a) }\ntype B { a: A }",
            "1:28",
            "has @hasInverse",
        ),
        Refused(
            "interface I { x: Int }\ntype A implements I @unique(fields: [x, y]) { y: Int }",
            "2:21",
            "come from A and I",
        ),
    ],
    check_validate_fields: [
        Refused("type A @validate(field: a) { a: Int }", "1:8", "asks nothing of a; give one of lt, le"),
        Refused("type A @validate(lt: b) { a: Int b: Int }", "1:8", "needs the `field`"),
        Refused("type A @validate(field: ab, lt: b) { a: Int b: Int }", "1:8", "A has no field ab. Did you mean"),
        Refused("type A @validate(field: a, requires: [bb]) { a: Int b: Int }", "1:39", "A has no field bb"),
        Refused("type A @validate(field: a, lt: a) { a: Int }", "1:32", "asks a of itself"),
        Refused("type A @validate(field: a, eq: b) { a: Int b: String }", "1:32", "A.a is Int and A.b is String"),
        Refused("type A @validate(field: a, lt: b) { a: Boolean b: Boolean }", "1:32", "has no order; use eq, ne"),
        Refused("type A @validate(field: a, lt: b) { a: Int b: [Int] }", "1:32", "`lt` takes single fields"),
        Refused("type A @validate(field: a, requires: [b]) { a: Int b: A }", "1:39", "cannot stand in @validate"),
        Refused("type A @validate(field: id, requires: [b]) { id: ID! b: Int }", "1:8", "A.id is ID!"),
        Refused("type A @validate(field: a, lt: b, min: 3) { a: Int b: Int }", "1:8", "`min` of @validate stands on"),
    ],
    check_rename: [
        Refused('type A @rename(from: "B") { x: Int }\ntype B { x: Int }', "1:8", "the schema still has B"),
        Refused('type A @rename(from: "") { x: Int }', "1:8", "needs the old name"),
        Refused(
            'type A @rename(from: "X") { x: Int }\ntype B @rename(from: "X") { x: Int }', "2:8", "both renamed from X"
        ),
        Refused('type A @remote @rename(from: "X") { x: Int }\ntype B { x: Int }', "1:16", "nothing of A is stored"),
        Refused('type A { x: Int y: Int @rename(from: "x") }', "1:24", "A still has x"),
        Refused('type A { x: Int @rename(from: "z") y: Int @rename(from: "z") }', "1:43", "both renamed from z"),
        Refused('type A { id: ID! @rename(from: "uid") x: Int }', "1:18", "holds no stored values"),
        Refused('type A { x: Int @rename(from: "") }', "1:17", "needs the old name"),
    ],
    check_cascade_delete: [
        Refused("type A { a: Int @cascadeDelete }", "1:17", "stands on references"),
    ],
    check_validate: [
        Refused("type A { x: Int @validate(lt: y) y: Int }", "1:17", "`lt` of @validate stands on a type, not on A.x"),
        Refused("type A { x: Int @validate(min: 1) @validate(max: 2) }", "1:35", "stands twice on A.x"),
        Refused("type A { a: Int @validate }", "1:17", "asks nothing"),
        Refused("type A { a: Int @validate(min: 3, max: 2) }", "1:17", "`min` of @validate on A.a is above `max`"),
        Refused("type A { a: Int @validate(pattern: x) }", "1:17", "to which `pattern` does not apply"),
        Refused('type A { a: String @validate(pattern: "(") }', "1:20", "is none of RE2"),
        Refused("type A { a: String @validate(format: mail) }", "1:20", "Did you mean 'email'?"),
        Refused("type A { a: String @validate(oneOf: []) }", "1:20", "allows nothing"),
        Refused("type A { a: Boolean @validate(min: 1) }", "1:21", "stands on numbers and texts"),
    ],
}
ACCEPTED: Final = {
    "an embedding without search": "type A { x: Int v: [Float!]! @embedding }",
    "options of the reference's index": (
        'type A { x: Int v: [Float!] @embedding @search(by: ["hnsw(metric: \\"cosine\\", size: 3)"]) }'
    ),
    "several sets": "type A @unique(fields: [a, b]) @unique(fields: [b, c]) { a: Int b: DateTime c: A }",
    "all that applies": (
        "type A { n: Float @validate(min: -1, max: 1.5) "
        's: [String] @validate(minLength: 1, maxLength: 2, pattern: "^a", oneOf: [a, ab], format: slug) }'
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
