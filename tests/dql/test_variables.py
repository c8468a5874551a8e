# ruff: noqa: E501 - a query stands on one line where it can
"""Variables of nodes and of values: what they hold, where they can be used, which are refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.errors import LimitError, ValidationError
from graphwright.model.caller import Caller, trusted

from .small_store import ask, refusal, small_store


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with small_store() as database:
        yield database


def uids(found: list[dict[str, Any]]) -> str:
    """The last digits of some nodes' uids."""
    return "".join(node["uid"][2:] for node in found)


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ("a as var(func: has(age)) q(func: uid(a)) { uid }", "123"),
        ("q(func: uid(a)) { uid } a as var(func: has(age))", "123"),
        ("a as var(func: has(age)) q(func: uid(a, 0x4)) { uid }", "1234"),
        ("a as var(func: has(age)) q(func: has(name)) @filter(not uid(a)) { uid }", "4"),
        ("a as var(func: has(age)) q(func: has(name)) @filter(uid(a, 0x4) and has(ok)) { uid }", "12"),
        ("a as var(func: has(age), orderasc: age, first: 2) q(func: uid(a)) { uid }", "23"),
        ("a as var(func: has(age), orderasc: age, first: 1, offset: 1) q(func: uid(a)) { uid }", "2"),
        ("a as var(func: has(name), first: -2) q(func: uid(a)) { uid }", "34"),
        ("a as var(func: has(name), after: 0x2) q(func: uid(a)) { uid }", "34"),
        ("var(func: uid(0x1, 0x4)) { a as friend } q(func: uid(a)) { uid }", "123"),
        ("var(func: uid(0x1, 0x4)) { a as friend(first: -1) } q(func: uid(a)) { uid }", "13"),
        ("var(func: has(name)) { a as ~friend(first: 1, orderdesc: age) } q(func: uid(a)) { uid }", "13"),
        ("var(func: uid(0x1)) { friend(after: 0x2) { a as uid } } q(func: uid(a)) { uid }", "3"),
        ("a as var(func: has(name)) @cascade { age tags } q(func: uid(a)) { uid }", "12"),
        ("var(func: has(name)) @cascade { a as age tags } q(func: uid(a)) { uid }", "123"),
        ("a as var(func: uid(0x1)) b as var(func: uid(0x2)) q(func: uid(a, b)) { uid }", "12"),
        ("a as var(func: uid(0x2)) q(func: has(name)) @filter(uid_in(friend, uid(a), 0x1)) { uid }", "134"),
        ("a as var(func: eq(name, \"nobody\")) q(func: uid(a)) { uid }", ""),
        ("a as var(func: has(nosuch)) q(func: uid(a)) { uid }", ""),
        ("var(func: has(name)) { a as nosuch } q(func: uid(a)) { uid }", ""),
        ("a as var(func: uid(0x9)) q(func: uid(a)) @filter(has(name)) { uid }", ""),
        ("var(func: has(name)) { a as age } q(func: uid(a), orderdesc: val(a)) { uid }", "123"),
        ("var(func: has(name)) { a as age } q(func: has(name), orderasc: val(a)) { uid }", "321"),
        ("var(func: has(name)) { a as age } q(func: uid(a)) @filter(between(val(a), -7, 0)) { uid }", "23"),
        ("var(func: has(name)) { a as age } q(func: ge(val(a), 0)) { uid }", "12"),
        ("var(func: has(name)) { a as age } q(func: uid(a)) @filter(eq(val(a), [10, -7])) { uid }", "13"),
        ("var(func: has(name)) { a as born } q(func: uid(a), orderdesc: val(a)) { uid }", "213"),
        ('var(func: has(name)) { a as born } q(func: uid(a)) @filter(le(val(a), "1999-12-31T22:00:00Z")) { uid }', "13"),
        ("var(func: has(name)) { a as ok } q(func: uid(a)) @filter(eq(val(a), true)) { uid }", "1"),
        ("var(func: has(name)) { a as money } q(func: uid(a), orderdesc: val(a)) @filter(gt(val(a), 2.2)) { uid }", "12"),
        ('var(func: has(name)) { a as name@de } q(func: uid(a)) @filter(eq(val(a), "Anne")) { uid }', "1"),
        ("var(func: has(name)) { a as count(friend) } q(func: uid(a), orderdesc: val(a), first: 2) { uid }", "12"),
        ("var(func: has(name)) { a as count(friend @filter(gt(age, 0))) } q(func: ge(val(a), 1)) { uid }", "34"),
        ("var(func: has(name)) { a as count(tags) } q(func: ge(val(a), 2)) { uid }", "1"),
        ('var(func: has(name)) { a as checkpwd(secret, "geheim123") } q(func: uid(a)) @filter(eq(val(a), true)) { uid }', "1"),
        ("var(func: uid(0x1)) { a as age } q(func: has(name)) @filter(eq(age, val(a))) { uid }", "1"),
        ("var(func: uid(0x1)) { a as age friend @filter(lt(val(a), 5)) { f as uid } } q(func: uid(a, f)) { uid }", "1"),
    ],
)  # fmt: skip
def test_variable_holds_what_its_selection_finds(store: graphwright.Database, blocks: str, found: str) -> None:
    assert uids(ask(store, f"{{ {blocks} }}")) == found


@pytest.mark.parametrize(
    ("predicate", "values"),
    [
        ("name", ["Ann", "Bob", "Cy", "Dee"]),
        ("name@de", ["Anne"]),
        ("name@de:.", ["Anne", "Bob", "Cy", "Dee"]),
        ("born", ["2000-01-01T00:00:00+02:00", "1999-12-31T23:00:00Z", "1960-05-05T00:00:00Z"]),
        ("ok", [True, False]),
        ("loc", [{"type": "Point", "coordinates": [1, 2]}]),
        ("vec", [[1.5, 2.0], [3.0, 4.5], [3.0]]),
        ("secret", []),
        ("big", [9223372036854775807, -9223372036854775808, 5]),
    ],
)
def test_value_variable_shows_values_of_every_kind(
    store: graphwright.Database, predicate: str, values: list[Any]
) -> None:
    found = ask(store, f"{{ var(func: has(name)) {{ v as {predicate} }} q(func: uid(v)) {{ val(v) }} }}")
    assert [node["val(v)"] for node in found] == values
    everywhere = ask(store, f"{{ var(func: has(name)) {{ v as {predicate} }} q(func: has(name)) {{ uid val(v) }} }}")
    assert [node["val(v)"] for node in everywhere if "val(v)" in node] == values


def test_values_add_up_over_the_edges_on_which_they_are_carried(store: graphwright.Database) -> None:
    found = ask(
        store,
        "{ var(func: uid(0x1, 0x4)) { a as age friend { b as math(a) friend { c as math(a) d as math(b) } } }"
        " q(func: has(name)) { uid val(a) val(b) val(c) val(d) } }",
    )
    assert found == [
        {"uid": "0x1", "val(a)": 10, "val(c)": 10, "val(d)": 10},
        {"uid": "0x2", "val(b)": 10},
        {"uid": "0x3", "val(b)": 10, "val(c)": 10, "val(d)": 10},
        {"uid": "0x4"},
    ]


@pytest.mark.parametrize(
    ("function", "told"),
    [
        ("age", [-7, 10, 3, 1.0]),
        ("big", [-9223372036854775808, 9223372036854775807, 4, 4 / 3]),
        ("ratio", [-4.0, 1e308, 1e308, 1e308 / 3]),
        ("born", ["1960-05-05T00:00:00Z", "1999-12-31T23:00:00Z", None, None]),
        ("name", ["Ann", "Dee", None, None]),
        ("ok", [False, True, None, None]),
        ("vec", [None] * 4),
        ("loc", [None] * 4),
        ("nosuch", [None] * 4),
    ],
)
def test_aggregates_over_a_variable(store: graphwright.Database, function: str, told: list[Any]) -> None:
    asked = "q() { min(val(v)) max(val(v)) sum(val(v)) avg(val(v)) }"
    found = ask(store, f"{{ var(func: has(name)) {{ v as {function} }} {asked} }}")
    values = [value for member in found for value in member.values()]
    assert [value if want is None else pytest.approx(value) for value, want in zip(values, told, strict=True)] == told


def test_aggregate_stands_beside_the_edge_over_whose_nodes_it_goes(store: graphwright.Database) -> None:
    query = "{ var(func: has(name)) { friend { v as age } s as sum(val(v)) m as min(val(v)) } q(func: uid(s)) { uid val(s) val(m) } }"
    assert ask(store, query) == [
        {"uid": "0x1", "val(s)": -7, "val(m)": -7},
        {"uid": "0x2", "val(s)": -7, "val(m)": -7},
        {"uid": "0x3", "val(s)": 10, "val(m)": 10},
        {"uid": "0x4", "val(s)": 10, "val(m)": 10},
    ]  # fmt: skip
    error = refusal(store, "{ q(func: uid(0x1)) { friend { friend { v as age } } sum(val(v)) } }")
    assert "goes over the nodes of a neighbour" in error.message


def test_sum_beyond_64_bits_is_an_error_that_says_so(store: graphwright.Database) -> None:
    error = refusal(store, "{ var(func: uid(0x1, 0x3)) { v as big } q() { sum(val(v)) } }")
    assert error.code == "EXECUTION_FAILED"
    assert "sum" in error.message


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ("a as var(func: uid(b)) b as var(func: uid(a)) q(func: uid(a)) { uid }", "break the circle"),
        ("a as var(func: has(name)) @filter(uid(a)) q(func: uid(a)) { uid }", "break the circle"),
        ("q(func: uid(0x1)) { x as math(y) y as math(x) }", "break the circle"),
        ("a as var(func: has(name)) a as var(func: has(age)) q(func: uid(a)) { uid }", "defined twice"),
        ("a as var(func: has(name)) q(func: uid(0x1)) { uid }", "not used"),
        ("q(func: uid(a)) { uid }", "not defined"),
        ("var(func: has(name)) { v as tags } q(func: uid(v)) { uid }", "is a list"),
        ("a as var(func: has(name)) q(func: uid(a), orderasc: val(a)) { uid }", "holds nodes"),
        ("var(func: has(name)) { v as ok } q(func: uid(v), orderasc: val(v)) { uid }", "has no order"),
        ("var(func: has(name)) { v as vec } q(func: uid(v), orderasc: val(v)) { uid }", "has no order"),
        ("var(func: has(name)) { v as age w as big } q(func: uid(v), orderasc: val(v), orderasc: val(w)) { uid }", "alone"),
        ("var(func: has(name)) { v as age } q(func: uid(v)) @filter(regexp(val(v), /a/)) { uid }", "cannot be asked"),
        ("var(func: has(name)) { v as name } q(func: has(name)) @filter(eq(age, val(v))) { uid }", "cannot be compared"),
        ("q(func: has(name)) { ...f }", "no fragment f"),
    ],
)  # fmt: skip
def test_refused_with_the_remedy(store: graphwright.Database, blocks: str, words: str) -> None:
    assert words in refusal(store, f"{{ {blocks} }}").message


def test_variables_reach_into_fragments(store: graphwright.Database) -> None:
    found = ask(
        store,
        "{ var(func: uid(0x1)) { ...f } q(func: uid(x)) { ...g } } fragment f { x as age } fragment g { uid val(x) }",
    )
    assert found == [{"uid": "0x1", "val(x)": 10}]
    error = refusal(store, "{ q(func: uid(0x1)) { ...f } } fragment f { name ...g } fragment g { ...f }")
    assert isinstance(error, ValidationError)
    assert "contains itself" in error.message


# ---- many -----------------------------------------------------------------------------------------


def test_variables_that_are_made_of_variables_go_on_for_long(store: graphwright.Database) -> None:
    """SQLite writes out what is read, and what is read there: 2^60 copies, if nobody took care."""
    sums = " ".join(f"v{n} as math(v{n - 1} + v{n - 1} - v{max(n - 2, 0)})" for n in range(1, 60))
    assert ask(store, f"{{ var(func: uid(0x1)) {{ v0 as age {sums} }} q(func: uid(v59)) {{ val(v59) }} }}") == [
        {"val(v59)": 10}
    ]
    chain = " ".join(f"a{n} as var(func: uid(a{n - 1})) @filter(has(name) and uid(a{n - 1}))" for n in range(1, 60))
    query = f"{{ a0 as var(func: uid(0x1, 0x9)) {{ uid }} {chain} q(func: uid(a59)) {{ uid }} }}"
    assert ask(store, query) == [{"uid": "0x1"}]


def test_vectors_and_keys_are_handed_over_too(store: graphwright.Database) -> None:
    many = " ".join(f"x{n} as math(d + d)" for n in range(40))
    query = f"{{ var(func: has(vec)) {{ v as vec b as born d as math(v dot v) {many} }} q(func: uid(v), orderdesc: val(b)) {{ uid val(v) val(b) "
    query += " ".join(f"val(x{n})" for n in range(40)) + " } }"
    found = ask(store, query)
    assert uids(found) == "213"
    assert [node["val(v)"] for node in found] == [[3.0, 4.5], [1.5, 2.0], [3.0]]
    assert found[0]["val(x39)"] == pytest.approx(58.5)


def test_many_blocks_have_room(store: graphwright.Database) -> None:
    made = " ".join(f"a{n} as var(func: uid(0x1, 0x2)) {{ v{n} as age }}" for n in range(80))
    shown = " ".join(f"q{n}(func: uid(a{n})) {{ name val(v{n}) }}" for n in range(80))
    found = ask(store, f"{{ {made} {shown} }}")
    assert len(found) == 80
    assert found["q79"] == [{"name": "Ann", "val(v79)": 10}, {"name": "Bob", "val(v79)": 0}]
    fields = " ".join(f"n{n}: name" for n in range(limits.query_fields_max + 1))
    error = refusal(store, f"{{ q(func: uid(0x1)) {{ {fields} }} }}")
    assert isinstance(error, LimitError)
    assert "query_fields_max" in error.message


@pytest.mark.parametrize("block", ["v{} as math(v{} + 0)", "v{} as var(func: uid(v{}))"])
def test_variables_made_of_each_other_have_a_bound(store: graphwright.Database, block: str) -> None:
    count = limits.variable_depth_max + 1
    made = " ".join(block.format(n, n - 1) for n in range(count, 0, -1))
    begin = "v0 as age" if "math" in block else "v0 as var(func: uid(0x1))"
    inside = f"var(func: uid(0x1)) {{ {made} {begin} }}" if "math" in block else f"{made} {begin}"
    error = refusal(store, f"{{ {inside} q(func: uid(v{count})) {{ uid }} }}")
    assert isinstance(error, LimitError)
    assert "variable_depth_max" in error.message


def test_the_number_of_nodes_is_a_variable_for_every_node(store: graphwright.Database) -> None:
    """It is computed with as a constant, and is the value of no node."""
    query = (
        "{ q(func: has(age)) { n as count(uid) uid } "
        "r(func: uid(0x1, 0x4)) { uid a as age x: math(a * n) y: math(n + 1) val(n) } s() { z: math(n - 1) max(val(n)) } }"
    )
    assert ask(store, query) == {
        "q": [{"count": 3}, {"uid": "0x1"}, {"uid": "0x2"}, {"uid": "0x3"}],
        "r": [{"uid": "0x1", "age": 10, "x": 30, "y": 4}, {"uid": "0x4", "y": 4}],
        "s": [{"z": 2}, {"max(val(n))": 3}],
    }
    inner = "{ var(func: has(name)) { friend { n as count(uid) } } q() { x: math(n) } }"
    # Three nodes, though five edges lead to them.
    assert ask(store, inner) == [{"x": 3}]
    assert ask(store, '{ var(func: eq(name, "Nobody")) { n as count(uid) } q() { x: math(n + 1) } }') == [{"x": 1}]
    # Neither it nor a total is of a node.
    nodes = "{ var(func: has(age)) { a as age n as count(uid) } q(func: uid(n)) { uid } r(func: uid(m, 0x4)) { uid } var() { m as max(val(a)) } }"
    assert ask(store, nodes) == {"q": [], "r": [{"uid": "0x4"}]}


def test_hidden_nodes_are_in_no_number() -> None:
    schema = """
    type Person @auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}) { name: String! @id }
    type Club { title: String! @id members: [Person] }
    # Dgraph.Authorization {"VerificationKey":"secret-secret-secret-secret-secret","Header":"X","Namespace":"n","Algo":"HS256"}
    """
    with graphwright.open(":memory:") as database:
        database.alter(schema)
        added = 'mutation { addClub(input: [{title: "c", members: [{name: "p"}, {name: "q"}]}]) { numUids } }'
        assert "errors" not in database.graphql(added, caller=Caller(claims={"ROLE": "ADMIN"}))
        query = (
            "{ q(func: type(Person)) { n as count(uid) } r(func: type(Club)) { Club.members { m as count(uid) } } "
            "s(func: type(Person)) @recurse { k as count(uid) Person.name } t() { x: math(n + m + k) } }"
        )
        assert database.dql(query, caller=trusted)["data"]["t"] == [{"x": 6}]
        assert database.dql(query, caller=Caller(claims={"ROLE": "USER"}))["data"]["t"] == [{"x": 0}]
