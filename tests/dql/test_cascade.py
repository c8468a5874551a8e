"""@cascade in DQL: what a node must have to be one of the answer; by the rules of the reference."""

from __future__ import annotations

import pytest

import graphwright

from .small_store import ask, fill, write

CASES = [
    # An edge that shows nothing is wanted all the same, with its filter and its facets.
    ("@cascade { name boss }", "12"),
    ("@cascade(boss) { name boss }", "12"),
    ("@cascade { name friend @filter(eq(age, 10)) }", "34"),
    ("@cascade { name friend @facets(gt(weight, 2)) }", "13"),
    ("@cascade { name friend { boss } }", "134"),
    ("@cascade { name friend @groupby(boss) { count(uid) } }", "1234"),
    # Types and values in all languages are values too.
    ("@cascade { name dgraph.type }", "123"),
    ("@cascade(dgraph.type) { name dgraph.type }", "123"),
    ("@cascade(name) { uid name }", "1234"),
    ("@cascade(name) { uid name@de }", "1"),
    ("@cascade { uid name@* }", "1234"),
    # What nobody has is missing; what is not asked for is not.
    ("@cascade { name nosuch }", ""),
    ("@cascade(nosuch) { name nosuch }", ""),
    ("@cascade(nosuch) { name }", "1234"),
    ("@cascade(name) { name nosuch }", "1234"),
    ("@cascade { name friend { nosuch } }", ""),
    ("@cascade(__all__) { name tags }", "12"),
    # An expansion asks a node for what its own types have.
    ("@cascade { uid expand(_all_) { name } }", "124"),
    ("@cascade { uid expand(Driver) }", "123"),
    ("@cascade(ratio) { uid expand(_all_) { name } }", "1234"),
    ("@cascade(tags) { uid expand(_all_) { name } }", "124"),
]


@pytest.fixture
def store(database: graphwright.Database) -> graphwright.Database:
    fill(database)
    # Who lacks tags and a boss.
    write(database, '<0x3> <dgraph.type> "Person" .')
    return database


def test_what_a_cascade_wants(store: graphwright.Database) -> None:
    for block, found in CASES:
        nodes = ask(store, f"{{ a as var(func: has(name)) {block} q(func: uid(a)) {{ uid }} }}")
        assert "".join(node["uid"].removeprefix("0x") for node in nodes) == found, block


def test_the_same_where_nodes_are_shown(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: has(name)) @cascade { name boss { uid } } }") == [
        {"name": "Ann", "boss": {"uid": "0x3"}},
        {"name": "Bob", "boss": {"uid": "0x3"}},
    ]
    assert ask(store, "{ q(func: has(name)) @cascade { name friend { nosuch } } }") == []
    # The nodes behind the edge are wanted, and nothing of them is shown.
    assert ask(store, "{ q(func: has(name)) @cascade { name boss } }") == [{"name": "Ann"}, {"name": "Bob"}]
