# ruff: noqa: E501 - a query stands on one line where it can
"""@facets: fetched, filtered by, ordered by, as variables; of edges, their inverses, values and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.model.caller import trusted

from .small_store import ask, fill, refusal, small_store


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with small_store() as database:
        yield database


_bob = {"name": "Bob"}
_cy = {"name": "Cy"}


@pytest.mark.parametrize(
    ("uid", "field", "found"),
    [
        ("0x1", "friend @facets(weight, close) { name }", [
            {"name": "Bob", "friend|weight": 1, "friend|close": True},
            {"name": "Cy", "friend|weight": 2.5, "friend|close": False},
        ]),
        ("0x1", "friend @facets(w: weight, nosuch) { name }", [{"name": "Bob", "w": 1}, {"name": "Cy", "w": 2.5}]),
        ("0x1", "f: friend @facets(why) { name }", [{"name": "Bob", "f|why": "work hard"}, _cy]),
        ("0x4", "friend @facets { name }",
            [{"name": "Ann", "friend|größe": 3, "friend|x.y": 4, "friend|nix": "a\"b'c"}]),
        ("0x1", "boss @facets { name }", {"name": "Cy", "boss|grade": 4}),
        ("0x3", "~boss @facets(grade) { name }", [{"name": "Ann", "~boss|grade": 4}, _bob]),
        ("0x3", "~friend @facets { name }", [
            {"name": "Ann", "~friend|weight": 2.5, "~friend|since": "2005-01-01T00:00:00+02:00", "~friend|close": False},
            _bob,
        ]),
        ("0x3", "~friend @facets(eq(weight, 2.5)) { name }", [{"name": "Ann"}]),
        ("0x1", 'friend @facets(lt(since, "2005-01-01T00:00:00Z")) { name }', [_cy]),
        ("0x1", "friend @facets(eq(close, true)) { name }", [_bob]),
        ("0x1", "friend @facets(ge(close, false)) { name }", None),
        ("0x1", "friend @facets(not eq(close, true) or gt(weight, 2)) { name }", [_cy]),
        ("0x1", "friend @facets(eq(weight, [1])) { name }", [_bob]),
        ("0x1", 'friend @facets(allofterms(why, "hard WORK")) { name }', [_bob]),
        ("0x1", 'friend @facets(anyofterms(why, "play work")) { name }', [_bob]),
        ("0x1", 'friend @facets(eq(weight, "heavy")) { name }', None),
        ("0x1", "friend @facets(gt(nosuch, 1)) { name }", None),
        # A whole number is compared with such only: another does not convert.
        ("0x1", "friend @facets(gt(weight, 0.5)) { name }", [_cy]),
        ("0x1", "friend @facets(eq(weight, 1.0)) { name }", None),
        ("0x1", "friend @facets(gt(weight, 2)) { name }", [_cy]),
        ("0x1", "friend @facets(eq(close, t)) { name }", [_bob]),
        ("0x1", "friend @facets(eq(close, true)) @facets(weight) { name }", [{"name": "Bob", "friend|weight": 1}]),
        ("0x1", "friend @facets(orderasc: since) { name }", [
            {"name": "Cy", "friend|since": "2005-01-01T00:00:00+02:00"},
            {"name": "Bob", "friend|since": "2010-01-01T00:00:00Z"},
        ]),
        ("0x1", "friend @facets(orderdesc: weight) (first: 1) { name }", [{"name": "Cy", "friend|weight": 2.5}]),
        ("0x1", "friend @facets(orderasc: why) (offset: 1) { name }", [_cy]),
        ("0x1", "tags @facets", ["x", "y"]),
        ("0x2", "tags @facets", ["x"]),
    ],
)  # fmt: skip
def test_facets_of_edges(store: graphwright.Database, uid: str, field: str, found: Any) -> None:
    key = field.split(maxsplit=1)[0].rstrip(":")
    answer = ask(store, f"{{ q(func: uid({uid})) {{ {field} }} }}")
    assert (answer[0][key] if answer else None) == found


def test_facets_of_values_stand_beside_them(store: graphwright.Database) -> None:
    [ann] = ask(store, "{ q(func: uid(0x1)) { tags @facets name @facets } }")
    assert ann == {"tags": ["x", "y"], "tags|kind": {"1": "rare"}, "name": "Ann"}
    assert ask(store, "{ q(func: uid(0x1)) { tags @facets(k: kind) } }") == [{"tags": ["x", "y"], "k": {"1": "rare"}}]


def test_facets_of_numbers_are_variables_that_add_up(store: graphwright.Database) -> None:
    query = "{ var(func: has(name)) { friend @facets(w as weight, s as since) { name } } q(func: uid(w)) { uid val(w) } r(func: uid(s)) { uid } }"
    assert ask(store, query) == {
        "q": [{"uid": "0x1", "val(w)": 7}, {"uid": "0x2", "val(w)": 1}, {"uid": "0x3", "val(w)": 2.5}],
        "r": [{"uid": "0x2"}, {"uid": "0x3"}],
    }
    count = "{ q(func: has(friend)) { count(friend @facets(gt(weight, 2))) } }"
    assert ask(store, count) == [{"count(friend)": 1}, {"count(friend)": 0}, {"count(friend)": 1}, {"count(friend)": 0}]


def test_what_groups_and_cascades_take_may_be_chosen_by_facets(store: graphwright.Database) -> None:
    grouped = "{ q(func: uid(0x1)) { friend @facets(gt(weight, 2)) @groupby(name) { count(uid) } } }"
    assert ask(store, grouped) == [{"friend": [{"@groupby": [{"name": "Cy", "count": 1}]}]}]
    cascaded = "{ q(func: has(name)) @cascade { name friend @facets(gt(weight, 3)) { name } } }"
    assert ask(store, cascaded) == [{"name": "Cy", "friend": [{"name": "Ann"}]}]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("friend @facets(regexp(why, /w/)) { name }", "facets know no function regexp"),
        ("friend @facets(lt(weight, [1, 2])) { name }", "takes a facet and one value"),
        ("friend @facets(eq(weight, [1, 2])) { name }", "takes a facet and one value"),
        ("friend (orderasc: name) @facets(orderasc: weight) { name }", "leave one out"),
        ("friend @facets(uid(0x1)) { name }", "facets are compared by"),
    ],
)  # fmt: skip
def test_refused_with_the_remedy(store: graphwright.Database, field: str, words: str) -> None:
    assert words in refusal(store, f"{{ q(func: uid(0x1)) {{ {field} }} }}").message


def test_facets_of_edges_to_hidden_nodes_are_hidden() -> None:
    schema = """
    type Person @auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}) { name: String! @id }
    type Club { title: String! @id members: [Person] }
    # Dgraph.Authorization {"VerificationKey":"secret-secret-secret-secret-secret","Header":"X","Namespace":"n","Algo":"HS256"}
    """
    from graphwright.model.caller import Caller  # noqa: PLC0415
    from graphwright.model.dql_requests import DqlMutation, DqlRequest  # noqa: PLC0415

    with graphwright.open(":memory:") as database:
        database.alter(schema)
        added = 'mutation { addClub(input: [{title: "c", members: [{name: "p"}]}]) { club { id: title } } }'
        assert "errors" not in database.graphql(added, caller=Caller(claims={"ROLE": "ADMIN"}))
        mutation = DqlMutation(set_rdf="uid(c) <Club.members> uid(p) (weight=3) .")
        query = "{ c as var(func: type(Club)) p as var(func: type(Person)) }"
        database.run_dql_blocking(DqlRequest(query=query, mutations=(mutation,), commits=True))
        asked = (
            "{ var(func: type(Club)) { Club.members @facets(w as weight) { uid } }"
            " q(func: uid(w)) { val(w) } r(func: type(Club)) { Club.members @facets { uid } }"
            " s(func: type(Club)) { count(Club.members @facets(gt(weight, 1))) } }"
        )
        assert database.dql(asked, caller=trusted)["data"]["q"] == [{"val(w)": 3.0}]
        hidden = database.dql(asked, caller=Caller(claims={"ROLE": "USER"}))
        assert hidden["data"] == {"q": [], "r": [], "s": [{"count(Club.members)": 0}]}


def test_variables_hold_facets_of_every_kind(store: graphwright.Database) -> None:
    """Only numbers add up; others are of the only edge into a node, shown, ordered by and compared."""
    query = (
        "{ var(func: uid(0x1)) { friend @facets(w as why, s as since, c as close, n as weight) } "
        "q(func: uid(s), orderasc: val(s)) { uid val(w) val(s) val(c) val(n) } "
        'r(func: uid(s)) @filter(ge(val(s), "2006")) { uid } t(func: eq(val(c), false)) { uid } '
        "u(func: between(val(n), 2, 3)) { uid } v(func: uid(s)) @filter(eq(val(n), [1, 9])) { uid } "
        'w(func: uid(0x2, 0x3)) @filter(not eq(val(w), "play")) { uid } }'
    )
    assert ask(store, query) == {
        "q": [
            {"uid": "0x3", "val(s)": "2005-01-01T00:00:00+02:00", "val(c)": False, "val(n)": 2.5},
            {"uid": "0x2", "val(w)": "work hard", "val(s)": "2010-01-01T00:00:00Z", "val(c)": True, "val(n)": 1},
        ],
        "r": [{"uid": "0x2"}],
        "t": [{"uid": "0x3"}],
        "u": [{"uid": "0x3"}],
        "v": [{"uid": "0x2"}],
        "w": [{"uid": "0x2"}, {"uid": "0x3"}],
    }
    # Facets of values are those of no node.
    empty = "{ var(func: uid(0x1)) { tags @facets(k as kind) } q(func: uid(k)) { uid } r(func: has(name)) @filter(eq(val(k), 1)) { uid } }"
    assert ask(store, empty) == {"q": [], "r": []}


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('tags @facets(eq(kind, "rare")) @facets', {"tags": ["y"], "tags|kind": {"0": "rare"}}),
        ('tags @facets(not eq(kind, "rare")) @facets', {"tags": ["x"]}),
        ('tags @facets(eq(kind, "common"))', {}),
        ('name @facets(eq(origin, "x"))', {}),
        ('name @facets(not eq(origin, "x"))', {"name": "Ann"}),
    ],
)
def test_facets_filter_values_too(store: graphwright.Database, field: str, shown: dict[str, Any]) -> None:
    assert ask(store, f"{{ q(func: uid(0x1)) {{ uid {field} }} }}") == [{"uid": "0x1", **shown}]
    named = '{ var(func: uid(0x1)) { n as name @facets(eq(origin, "x")) } q(func: uid(n)) { uid } }'
    assert ask(store, named) == []


def test_filters_of_facets_have_as_many_terms_as_others(
    store: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "filter_terms_max", 2)
    tests = " or ".join(["eq(weight, 1)"] * 3)
    assert (
        "filter_terms_max"
        in refusal(store, f"{{ q(func: has(name)) {{ friend @facets({tests}) {{ uid }} }} }}").message
    )


def test_facets_and_tests_of_texts_side_by_side(database: graphwright.Database) -> None:
    """On PostgreSQL such tests are steps of their own, which know nothing of the edges on the way."""
    fill(database)
    ann = "{ q(func: uid(0x1)) { friend @facets(eq(close, true))"
    assert ask(database, f"{ann} @filter(regexp(name, /o/)) {{ name }} }} }}") == [{"friend": [_bob]}]
    assert ask(database, f"{ann} @filter(regexp(name, /y/)) {{ name }} }} }}") == []
    assert ask(database, f"{ann} {{ friend @filter(regexp(name, /^C/)) {{ name }} }} }} }}") == [
        {"friend": [{"friend": [_cy]}]}
    ]
    counted = f"{ann} {{ n: count(friend @filter(regexp(name, /^C/))) }} }} }}"
    assert ask(database, counted) == [{"friend": [{"n": 1}]}]
    both = "{ q(func: uid(0x1)) { n: count(friend @filter(regexp(name, /^[BC]/)) @facets(gt(weight, 2))) } }"
    assert ask(database, both) == [{"n": 1}]
