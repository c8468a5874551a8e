# ruff: noqa: E501 - a query stands on one line where it can
"""expand(…): which fields it stands for, inside itself, with filters, for very many types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.errors import LimitError, ValidationError

from .small_store import ask, refusal, small_store


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with small_store() as database:
        yield database


def test_all_stands_for_what_the_types_of_each_node_name(store: graphwright.Database) -> None:
    ann, bob = ask(store, "{ q(func: uid(0x1, 0x2, 0x3)) { expand(_all_) } }")
    assert ann == {"name": "Ann", "name@de": "Anne", "age": 10, "tags": ["x", "y"], "tags|kind": {"1": "rare"}}
    # Bob has two types; Cy has none.
    assert bob == {"name": "Bob", "age": 0, "tags": ["x"], "ratio": -4.0}


def test_named_types_are_those_of_whoever_is_asked(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: uid(0x3)) { expand(Driver, Nosuch) } }") == [{"name": "Cy", "ratio": 0.5}]
    assert ask(store, "{ q(func: uid(0x3)) { expand(Nosuch) } }") == []


def test_edges_come_with_what_stands_in_braces_and_their_facets(store: graphwright.Database) -> None:
    [ann] = ask(store, "{ q(func: uid(0x1)) { expand(_all_) { uid expand(_all_) { uid } } } }")
    assert ann["boss"] == {"uid": "0x3", "boss|grade": 4}
    first, second = ann["friend"]
    assert (first["uid"], first["friend|weight"], first["boss"]) == ("0x2", 1, {"uid": "0x3"})
    assert second == {
        "uid": "0x3",
        "friend|weight": 2.5,
        "friend|since": "2005-01-01T00:00:00+02:00",
        "friend|close": False,
    }


def test_filter_is_one_of_edges(store: graphwright.Database) -> None:
    [ann] = ask(store, "{ q(func: uid(0x1)) { uid expand(_all_) @filter(has(ok)) { uid } } }")
    assert [friend["uid"] for friend in ann.pop("friend")] == ["0x2"]
    assert ann == {"uid": "0x1"}


def test_asked_for_twice_is_refused(store: graphwright.Database) -> None:
    error = refusal(store, "{ q(func: uid(0x1)) { age expand(_all_) } }")
    assert isinstance(error, ValidationError)
    assert "twice" in error.message or "beside it too" in error.message


MANY = 70
"""SQLite joins 64 tables."""


@pytest.fixture(scope="module")
def many() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(
            "\n".join(
                f"type T{n} {{ id: ID! name{n}: String! @search(by: [hash]) n{n}: Int at{n}: DateTime"
                f" next: T{(n + 1) % MANY} }}"
                for n in range(MANY)
            )
        )
        for n in (0, MANY - 1):
            fields = f'name{n}: "x{n}", n{n}: {n}, at{n}: "2020-01-01", next: {{name{(n + 1) % MANY}: "y"}}'
            assert "errors" not in database.graphql(f"mutation {{ addT{n}(input: [{{{fields}}}]) {{ numUids }} }}")
        yield database


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("q(func: has(T69.n69)) { expand(_all_) }", [{"T69.name69": "x69", "T69.n69": 69, "T69.at69": "2020-01-01T00:00:00Z"}]),
        ("q(func: has(T0.n0), orderasc: T69.at69) { %(fields)s }", [{"T0.n0": 0}]),
        ("q(func: has(T0.n0)) @filter(%(some)s) { T0.n0 }", [{"T0.n0": 0}]),
        ("q(func: has(T0.n0)) @cascade { %(fields)s }", []),
        ("var(func: has(T0.n0)) { %(variables)s } q(func: uid(%(names)s)) { %(values)s }", [{"val(v0)": 0}]),
        ("q(func: has(T0.n0)) @groupby(T0.n0) { %(greatest)s }", [{"@groupby": [{"T0.n0": 0, "max(T0.n0)": 0, "max(T0.at0)": "2020-01-01T00:00:00Z"}]}]),
    ],
)  # fmt: skip
def test_more_types_than_a_statement_joins_tables(
    many: graphwright.Database, block: str, found: list[dict[str, Any]]
) -> None:
    every = range(MANY)
    parts = {
        "fields": " ".join(f"T{n}.n{n}" for n in every),
        "some": " or ".join(f"eq(T{n}.n{n}, 0)" for n in every),
        "variables": " ".join(f"v{n} as T{n}.n{n}" for n in every),
        "names": ", ".join(f"v{n}" for n in every),
        "values": " ".join(f"val(v{n})" for n in every),
        "greatest": " ".join(f"max(T{n}.n{n}) max(T{n}.at{n})" for n in every),
    }
    assert ask(many, f"{{ {block % parts} }}") == found


def test_expansions_of_expansions_have_a_bound(many: graphwright.Database) -> None:
    error = refusal(many, "{ q(func: type(T1)) { expand(_all_) { expand(_all_) { expand(_all_) } } } }")
    assert isinstance(error, LimitError)
    assert f"{limits.expanded_fields_max} fields (expanded_fields_max)" in error.message


def test_orders_pages_and_cascades_are_those_of_each_edge(store: graphwright.Database) -> None:
    [ann] = ask(store, "{ q(func: uid(0x1)) { expand(_all_) (orderdesc: name, first: 1) { name } } }")
    assert [each["name"] for each in ann["friend"]] == ["Cy"]
    assert ann["tags"] == ["x", "y"], "values have no page"
    [ann] = ask(store, "{ q(func: uid(0x1)) { expand(_all_) @cascade(ratio, ok) { name ratio ok } } }")
    assert [each["name"] for each in ann["friend"]] == ["Bob"] and "boss" not in ann
