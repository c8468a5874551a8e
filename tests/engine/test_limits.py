"""Every bound of `limits.py` that a request can meet: just below it all is well, beyond it the error names it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.errors import GraphwrightError, LimitError

schema = """
type P {
  id: ID!  name: String @search(by: [hash, term])  note: String @search(by: [hash])  age: Int @search
  friends: [P]  boss: P
}
"""
Request = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def small() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        database.alter(schema)
        database.graphql('mutation { addP(input: [{name: "here", age: 1}]) { numUids } }')
        yield database


def nested(depth: int, inner: dict[str, Any], key: str) -> dict[str, Any]:
    value = inner
    for _ in range(depth):
        value = {**inner, key: value} if key == "boss" else {key: value}
    return value


named = {"name": {"eq": "here"}}


def filtered(value: Any) -> Request:
    return "query ($f: PFilter) { queryP(filter: $f) { name } }", {"f": value}


def added(value: Any) -> Request:
    return "mutation ($i: [AddPInput!]!) { addP(input: $i) { numUids } }", {"i": value}


def selection(depth: int, field: str = "friends") -> Request:
    return "{ queryP { " + f"{field} {{ " * depth + "name" + " }" * depth + " } }", {}


def introspected(count: int) -> Request:
    """Two roots with one fragment, whose fields count twice."""
    shared = " ".join(f"a{number}: name" for number in range(200))
    own = " ".join(f"b{number}: kind" for number in range(count - 402))
    roots = f'x: __type(name: "P") {{ ...f }} y: __type(name: "P") {{ ...f {own} }}'
    return f"{{ {roots} }} fragment f on __Type {{ {shared} }}", {}


def in_pages(first: int) -> Request:
    return "query ($n: Int) { queryP { friends(first: $n) { name } } }", {"n": first}


def fields(count: int) -> Request:
    return "{ queryP { " + " ".join(f"a{number}: name" for number in range(count - 1)) + " } }", {}


def literal_filter(text: str) -> Request:
    return f"{{ queryP(filter: {text}) {{ name }} }}", {}


bounds: dict[str, list[tuple[Request, Request]]] = {
    "query_depth_max": [(selection(24, "boss"), selection(25, "boss"))],
    "page_size_max": [
        (("{ queryP(first: 100000) { name } }", {}), ("{ queryP(first: 100001) { name } }", {})),
        (in_pages(-100_000), in_pages(-100_001)),
    ],
    "query_fields_max": [(fields(500), fields(501)), (introspected(500), introspected(501))],
    "query_tokens_max": [
        (literal_filter("{id: [" + '"0x1" ' * 19_900 + "]}"), literal_filter("{id: [" + '"0x1" ' * 20_001 + "]}"))
    ],
    "query_text_bytes_max": [
        (("{ queryP { name } } #" + "x" * (2**20 - 21), {}), ("{ queryP { name } } #" + "x" * (2**20 - 20), {})),
        (("{ queryP { name } } #", {}), ("{ queryP { name } } #" + "ß" * 2**19, {})),
    ],
    "filter_depth_max": [
        (filtered(nested(25, named, "not")), filtered(nested(26, named, "not"))),
        (filtered(nested(25, named, "and")), filtered(nested(3_000, named, "and"))),
        (
            literal_filter("{not: " * 25 + '{name: {eq: "x"}}' + "}" * 25),
            literal_filter("{not: " * 26 + '{name: {eq: "x"}}' + "}" * 26),
        ),
        (("{ queryP { name } }", {}), literal_filter("{not: " * 3_000 + '{name: {eq: "x"}}' + "}" * 3_000)),
    ],
    "filter_terms_max": [
        (filtered({"or": [named] * 500}), filtered({"or": [named] * 501})),
        (filtered({"or": [{"and": [named] * 25}] * 20}), filtered({"or": [{"and": [named] * 25}] * 21})),
        (
            literal_filter("{or: [" + '{name: {eq: "here"}}' * 500 + "]}"),
            literal_filter("{or: [" + '{name: {eq: "x"}}' * 501 + "]}"),
        ),
    ],
    "list_values_max": [
        (filtered({"name": {"in": ["here"] * 100_000}}), filtered({"name": {"in": ["here"] * 100_001}})),
        (filtered({"id": ["0x1"] * 100_000}), filtered({"id": ["0x1"] * 100_001})),
    ],
    "mutation_depth_max": [
        (added([nested(50, {"name": "deep"}, "boss")]), added([nested(51, {"name": "deep"}, "boss")])),
        (added([]), added([nested(3_000, {"name": "deep"}, "boss")])),
    ],
    "string_bytes_max": [(added([{"note": "x" * 2**24}]), added([{"note": "x" * (2**24 + 1)}]))],
}


@pytest.mark.parametrize(
    ("name", "below", "beyond"), [(name, *pair) for name, pairs in bounds.items() for pair in pairs]
)
def test_a_bound_is_named_when_it_is_crossed(name: str, below: Request, beyond: Request, small: Database) -> None:
    assert hasattr(limits, name)
    assert "errors" not in small.graphql(*below)
    before = small.graphql("{ aggregateP { count } }")
    answer = small.graphql(*beyond)
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert name in error["message"]
    assert small.graphql("{ aggregateP { count } }") == before


def test_objects_of_a_mutation_are_counted_with_the_nested_ones(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "mutation_nodes_max", 10)
    assert "errors" not in small.graphql(*added([{"name": "x", "boss": {"name": "y"}}] * 5))
    for objects in ([{"name": "x", "friends": [{"name": "y"}] * 5}] * 2, [{"name": "x"}] * 11):
        [error] = small.graphql(*added(objects))["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert "more than 10 nodes (mutation_nodes_max)" in error["message"]


def test_an_answer_is_bounded_also_when_its_plan_is_cached(small: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    query = '{ queryP(filter: {name: {eq: "here"}}) { name age } }'
    assert "errors" not in small.graphql(query)
    monkeypatch.setattr(limits, "answer_bytes_max", 20)
    for _ in range(2):
        [error] = small.graphql(query)["errors"]
        assert "over the limit of 20 (answer_bytes_max)" in error["message"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_a_payload_is_bounded_and_then_nothing_is_written(small: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    count = "{ aggregateP { count } }"
    before = small.graphql(count)
    query = 'mutation { addP(input: [{name: "rather long"}]) { numUids p { name } } }'
    with monkeypatch.context() as patched:
        patched.setattr(limits, "answer_bytes_max", 20)
        [error] = small.graphql(query)["errors"]
        assert "over the limit of 20 (answer_bytes_max)" in error["message"]
    assert small.graphql(count) == before
    assert "errors" not in small.graphql(query)


@pytest.mark.parametrize(
    ("name", "bound", "text"),
    [("schema_bytes_max", 20, schema), ("schema_types_max", 1, schema + "type Q { a: Int }")],
)
def test_a_schema_is_bounded(
    name: str, bound: int, text: str, small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, name, bound)
    with pytest.raises(GraphwrightError, match=rf"\({name}\)") as caught:
        small.alter(f"{text}\n# one that was not read before: what was passed the limits")
    assert isinstance(caught.value, LimitError)


def test_a_wide_type_is_split_into_families(database: Database) -> None:
    """More fields than `family_columns_max` columns: all can be set, read and filtered."""
    count = limits.family_columns_max + 50
    database.alter("type Wide { id: ID! " + " ".join(f"f{n}: Int @search" for n in range(count)) + " }")
    assert len({p.home.table for p in database.catalog.predicates.values() if hasattr(p.home, "table")}) == 2
    given = ", ".join(f"f{n}: {n}" for n in range(count))
    database.graphql(f"mutation {{ addWide(input: [{{{given}}}, {{f0: 1}}, {{f{count - 1}: 1}}]) {{ numUids }} }}")
    selected = " ".join(f"f{n}" for n in range(count))
    last = count - 1
    query = f"{{ queryWide(filter: {{f{last}: {{eq: {last}}}}}) {{ {selected} }} }}"
    assert database.graphql(query) == {"data": {"queryWide": [{f"f{n}": n for n in range(count)}]}}
    ordered = f"{{ queryWide(order: {{desc: f{last}, then: {{asc: f0}}}}) {{ f0 f{last} }} }}"
    assert database.graphql(ordered)["data"]["queryWide"] == [
        {"f0": 0, f"f{last}": last},
        {"f0": None, f"f{last}": 1},
        {"f0": 1, f"f{last}": None},
    ]
