# ruff: noqa: E501 - a query stands on one line where it can
"""@normalize, @cascade, @ignorereflex and count(uid) beside fields: how answers are reshaped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright

from .small_store import ask, small_store


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with small_store() as database:
        yield database


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("q(func: has(ok)) @normalize { n: name age }", [{"n": "Ann"}, {"n": "Bob"}]),
        ("q(func: has(ok)) @normalize { name age }", []),
        ("q(func: uid(0x1)) @normalize { n: name friend { f: name } }", [{"n": "Ann", "f": "Bob"}, {"n": "Ann", "f": "Cy"}]),
        ("q(func: uid(0x1)) @normalize { n: name friend { n: name } }", [{"n": ["Ann", "Bob"]}, {"n": ["Ann", "Cy"]}]),
        ("q(func: uid(0x1)) @normalize { friend { f: age } boss { b: name } }", [{"f": 0, "b": "Cy"}, {"f": -7, "b": "Cy"}]),
        ("q(func: uid(0x1)) @normalize { friend { f: age } ~friend { r: name } }",
            [{"f": a, "r": b} for a in (0, -7) for b in ("Cy", "Dee")]),
        ("q(func: uid(0x3)) @normalize { n: name ~boss { boss { x: nosuch } } }", [{"n": "Cy"}]),
        ("q(func: uid(0x1)) @normalize { friend @facets(w: weight) { f: name } }", [{"f": "Bob", "w": 1}, {"f": "Cy", "w": 2.5}]),
        ("q(func: uid(0x1)) { name friend @normalize { f: name boss { b: name } } }",
            [{"name": "Ann", "friend": [{"f": "Bob", "b": "Cy"}, {"f": "Cy"}]}]),
        ("var(func: has(name)) { a as age } q(func: has(name)) @normalize { v: val(a) x: math(a + 1) c: count(friend) }",
            [{"v": 10, "x": 11, "c": 2}, {"v": 0, "x": 1, "c": 1}, {"v": -7, "x": -6, "c": 1}, {"c": 1}]),
        ("q(func: has(name), first: 2) @normalize @cascade { n: name boss { b: name age } }",
            [{"n": "Ann", "b": "Cy"}, {"n": "Bob", "b": "Cy"}]),
    ],
)  # fmt: skip
def test_normalize_keeps_what_has_an_alias(
    store: graphwright.Database, block: str, found: list[dict[str, Any]]
) -> None:
    assert ask(store, f"{{ {block} }}") == found


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("q(func: has(name)) @cascade { name age ok }", ["Ann", "Bob"]),
        ("q(func: has(name)) @cascade(age) { name age ok }", ["Ann", "Bob", "Cy"]),
        ("q(func: has(name)) @cascade(nosuch) { name age }", ["Ann", "Bob", "Cy", "Dee"]),
        ("q(func: has(name)) @cascade { name name@de }", ["Ann"]),
        ("q(func: has(name), first: 1, offset: 1) @cascade { name age }", ["Bob"]),
        ("q(func: has(name)) @cascade { name friend @filter(has(boss)) { uid boss { uid } } }", ["Ann", "Cy", "Dee"]),
        ("q(func: has(name)) @cascade { name friend(offset: 1) { uid } }", ["Ann"]),
        ("q(func: has(name)) @cascade { name friend(after: 0x2) { uid } }", ["Ann", "Bob"]),
        ("q(func: has(name)) { name friend @cascade { ok } }", ["Ann", "Bob", "Cy", "Dee"]),
        ("a as var(func: has(name)) @cascade { ok } q(func: uid(a)) { name }", ["Ann", "Bob"]),
        ("var(func: has(name)) @cascade { a as age ok } q(func: uid(a)) { name }", ["Ann", "Bob", "Cy"]),
        ("var(func: has(name)) { a as age } q(func: has(name)) @cascade { name val(a) }", ["Ann", "Bob", "Cy", "Dee"]),
    ],
)  # fmt: skip
def test_cascade_leaves_out_what_lacks_something(store: graphwright.Database, block: str, found: list[str]) -> None:
    assert [node["name"] for node in ask(store, f"{{ {block} }}")] == found


def test_counts_of_nodes_stand_first_at_a_root_and_last_below(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: has(age)) { count(uid) name } }") == [
        {"count": 3}, {"name": "Ann"}, {"name": "Bob"}, {"name": "Cy"}
    ]  # fmt: skip
    assert ask(store, "{ q(func: uid(0x1)) { friend(first: 1) { c: count(uid) name } boss { count(uid) } } }") == [
        {"friend": [{"name": "Bob"}, {"c": 1}], "boss": [{"count": 1}]}
    ]
    assert ask(store, "{ q(func: has(nosuch)) { count(uid) name } }") == [{"count": 0}]


def test_ignorereflex_never_goes_back(store: graphwright.Database) -> None:
    query = "{ q(func: uid(0x1)) %s { name friend { name friend { name } } } }"
    assert ask(store, query % "") == [
        {"name": "Ann", "friend": [
            {"name": "Bob", "friend": [{"name": "Cy"}]}, {"name": "Cy", "friend": [{"name": "Ann"}]},
        ]}
    ]  # fmt: skip
    assert ask(store, query % "@ignorereflex") == [
        {"name": "Ann", "friend": [{"name": "Bob", "friend": [{"name": "Cy"}]}, {"name": "Cy"}]}
    ]


def test_the_number_of_nodes_is_a_row_where_it_has_an_alias(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: has(age)) @normalize { total: count(uid) n: name } }") == [
        {"total": 3}, {"n": "Ann"}, {"n": "Bob"}, {"n": "Cy"}
    ]  # fmt: skip
    assert ask(store, "{ q(func: has(age), first: 1) @normalize { count(uid) n: name } }") == [{"n": "Ann"}]
