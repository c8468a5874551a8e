"""`name@.` in functions: any value is looked at, the untagged one and those in every language."""

from __future__ import annotations

import pytest

import graphwright
from graphwright.model.dql_requests import DqlAlter

from .small_store import ask, write

SCHEMA = """
name: string @index(exact, term, trigram) @lang .
title: string @lang .
knows: [uid] .
"""
DATA = """
<0x1> <name> "drama" .
<0x1> <name> "drame"@fr .
<0x1> <name> "schauspiel"@de .
<0x1> <title> "one" .
<0x1> <title> "eins"@de .
<0x2> <name> "komedie"@nl .
<0x2> <title> "zwei"@de .
<0x3> <name> "thriller" .
<0x4> <knows> <0x1> .
<0x4> <knows> <0x2> .
<0x4> <knows> <0x3> .
"""


@pytest.fixture
def store(database: graphwright.Database) -> graphwright.Database:
    database.alter_dql(DqlAlter(schema=SCHEMA))
    write(database, "\n".join(f'_:n{number} <given> "x" .' for number in range(9)))
    write(database, DATA)
    return database


ROOTS = [
    ('eq(name@., "drame")', "1"),
    ('eq(name@., ["drame", "komedie", "thriller"])', "123"),
    ('ge(name@., "s")', "13"),
    ('lt(name@., "drb")', "1"),
    ('between(name@., "drame", "l")', "12"),
    ('anyofterms(name@., "schauspiel komedie")', "12"),
    ('allofterms(name@., "drame drama")', ""),
    ("regexp(name@., /^dram/)", "1"),
    ("regexp(name@., /spiel$/)", "1"),
    ('match(name@., "komedia", 1)', "2"),
]
FILTERS = [*ROOTS, ('eq(title@., "eins")', "1"), ("regexp(title@., /^.w/)", "2"), ('not eq(name@., "drame")', "23")]


def test_any_value_of_a_node_is_enough(store: graphwright.Database) -> None:
    for function, found in ROOTS:
        assert uids(ask(store, f"{{ q(func: {function}) {{ uid }} }}")) == found, function
    for function, found in FILTERS:
        assert uids(ask(store, f"{{ q(func: uid(0x1, 0x2, 0x3)) @filter({function}) {{ uid }} }}")) == found, function
        nodes = ask(store, f"{{ q(func: uid(0x4)) {{ knows @filter({function}) {{ uid }} }} }}")
        assert uids(nodes[0]["knows"] if nodes else []) == found, function


def test_values_of_a_variable(store: graphwright.Database) -> None:
    query = "{ var(func: uid(0x1)) { v as name@fr } q(func: eq(name@., val(v))) { uid } }"
    assert uids(ask(store, query)) == "1"


def test_an_order_may_name_a_predicate_once_in_each_language(store: graphwright.Database) -> None:
    query = "{ q(func: uid(0x1, 0x2, 0x3), orderasc: name@de, orderdesc: name, orderasc: name@nl) { uid } }"
    assert uids(ask(store, query)) == "132"


def uids(nodes: list[dict[str, str]]) -> str:
    return "".join(node["uid"].removeprefix("0x") for node in nodes)
