"""Rules on `@embedding`, `@unique`, `@validate` and `@cascadeDelete`."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.errors import NotSupportedYet
from graphwright.schema.findings import Rule
from graphwright.schema.rules.cascade_delete import check_cascade_delete
from graphwright.schema.rules.embedding import check_embedding
from graphwright.schema.rules.unique import check_unique
from graphwright.schema.rules.validate import check_validate

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
    check_cascade_delete: [
        Refused("type A { a: Int @cascadeDelete }", "1:17", "stands on references"),
        Refused(
            'type A { x: Int b: B @cascadeDelete }\ntype B @auth(delete: {rule: "{$R: {eq: \\"a\\"}}"}) { x: Int }',
            "1:22",
            "@auth",
            NotSupportedYet,
        ),
    ],
    check_validate: [
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
