# ruff: noqa: E501 - a query stands on one line where it can
"""@groupby: by what nodes are put together, what is told of a group, groups inside edges and as variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright

from .small_store import ask, refusal, small_store


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with small_store() as database:
        yield database


def groups(store: graphwright.Database, block: str) -> list[dict[str, Any]] | None:
    """The groups of a block, or None."""
    found = ask(store, f"{{ q{block} }}")
    return found[0]["@groupby"] if found else None


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("tags", [{"tags": "y", "count": 1}, {"tags": "x", "count": 2}]),
        ("days", [{"days": "2001-01-01T00:00:00Z", "count": 2}]),
        ("dgraph.type", [{"dgraph.type": "Driver", "count": 1}, {"dgraph.type": "Person", "count": 2}]),
        ("ok", [{"ok": False, "count": 1}, {"ok": True, "count": 1}]),
        ("friend", [{"friend": "0x2", "count": 1}, {"friend": "0x1", "count": 2}, {"friend": "0x3", "count": 2}]),
        ("boss", [{"boss": "0x3", "count": 2}]),
        ("~boss", [{"~boss": "0x1", "count": 1}, {"~boss": "0x2", "count": 1}]),
        ("name@de", [{"name": "Anne", "count": 1}]),
        ("loc", [{"loc": {"type": "Point", "coordinates": [1, 2]}, "count": 1}]),
        ("who: boss, tags", [{"who": "0x3", "tags": "y", "count": 1}, {"who": "0x3", "tags": "x", "count": 2}]),
        ("tags, days, dgraph.type", [
            {"tags": "x", "days": "2001-01-01T00:00:00Z", "dgraph.type": "Driver", "count": 1},
            {"tags": "y", "days": "2001-01-01T00:00:00Z", "dgraph.type": "Person", "count": 1},
            {"tags": "x", "days": "2001-01-01T00:00:00Z", "dgraph.type": "Person", "count": 2},
        ]),
        ("secret", None),
        ("nosuch", None),
        ("tags, nosuch", None),
    ],
)  # fmt: skip
def test_keys(store: graphwright.Database, keys: str, found: list[dict[str, Any]] | None) -> None:
    answer = ask(store, f"{{ q(func: has(name)) @groupby({keys}) {{ count(uid) }} }}")
    # Where there is no group there is no key either.
    assert (answer or None) == (None if found is None else [{"@groupby": found}])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("c: count(uid)", {"c": 2}),
        ("min(age) max(age) sum(age) avg(age)", {"min(age)": 0, "max(age)": 10, "sum(age)": 10, "avg(age)": 5.0}),
        ("min(born) max(born)", {"min(born)": "2000-01-01T00:00:00+02:00", "max(born)": "1999-12-31T23:00:00Z"}),
        ("min(name) max(name)", {"min(name)": "Ann", "max(name)": "Bob"}),
        ("min(ok) max(ok)", {"min(ok)": False, "max(ok)": True}),
        ("sum(big) max(big)", {"sum(big)": -1, "max(big)": 2**63 - 1}),
        ("avg(ratio)", {"avg(ratio)": 5e307}),
        ("sum(name) avg(born) max(vec) min(loc) max(secret) max(nosuch)", {}),
    ],
)
def test_what_is_told_of_a_group(store: graphwright.Database, asked: str, told: dict[str, Any]) -> None:
    [group] = groups(store, f"(func: has(name)) @groupby(boss) {{ {asked} }}") or []
    assert group.pop("boss") == "0x3"
    assert group == {key: pytest.approx(value) if isinstance(value, float) else value for key, value in told.items()}


def test_groups_of_pages_filters_and_edges(store: graphwright.Database) -> None:
    assert groups(store, "(func: has(age), orderasc: age, first: 2) @groupby(tags) { count(uid) }") == [
        {"tags": "x", "count": 1}
    ]
    assert groups(store, "(func: has(name), first: -3) @filter(has(ok)) @groupby(tags) { count(uid) }") == [
        {"tags": "y", "count": 1},
        {"tags": "x", "count": 2},
    ]
    assert ask(
        store, "{ q(func: has(name)) { name friend(first: 1) @filter(has(tags)) @groupby(tags) { count(uid) } } }"
    ) == [
        {"name": "Ann", "friend": [{"@groupby": [{"tags": "x", "count": 1}]}]},
        {"name": "Bob"},
        {"name": "Cy", "friend": [{"@groupby": [{"tags": "x", "count": 1}, {"tags": "y", "count": 1}]}]},
        {"name": "Dee", "friend": [{"@groupby": [{"tags": "x", "count": 1}, {"tags": "y", "count": 1}]}]},
    ]
    both = ask(store, "{ q(func: has(nosuch)) @groupby(tags) { count(uid) } r(func: uid(0x1)) { name } }")
    assert both == {"r": [{"name": "Ann"}]}


def test_groups_by_one_edge_are_variables_of_the_nodes_shared(store: graphwright.Database) -> None:
    query = "{ var(func: has(name)) @groupby(friend) { c as count(uid) m as max(born) } q(func: uid(c), orderdesc: val(c)) { name val(c) val(m) } }"
    assert ask(store, query) == [
        {"name": "Ann", "val(c)": 2, "val(m)": "1960-05-05T00:00:00Z"},
        {"name": "Cy", "val(c)": 2, "val(m)": "1999-12-31T23:00:00Z"},
        {"name": "Bob", "val(c)": 1, "val(m)": "2000-01-01T00:00:00+02:00"},
    ]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("@groupby(boss) { name }", "a group tells count(uid) and aggregates"),
        ("@groupby(x: boss) { x: count(uid) }", "asked for twice"),
        ("@groupby() { count(uid) }", "expected a predicate"),
        ("@groupby(boss) { max(tags) }", "single values"),
        ("@groupby(tags) { c as count(uid) } r(func: uid(c)) { uid }", "needs groups by one edge"),
    ],
)
def test_refused_with_the_remedy(store: graphwright.Database, block: str, words: str) -> None:
    assert words in refusal(store, f"{{ q(func: has(name)) {block} }}").message


def test_aggregates_go_over_one_language(store: graphwright.Database) -> None:
    """As in the reference the key does not name it."""
    assert groups(store, "(func: has(boss)) @groupby(boss) { max(name@de) o: max(name@.) }") == [
        {"boss": "0x3", "max(name)": "Anne", "o": "Bob"}
    ]
