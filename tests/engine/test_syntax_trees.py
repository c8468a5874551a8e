"""Syntax trees of operations that are known: few are kept, and nobody notices when one is made again."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import Node
from sqlalchemy.sql import ClauseElement

import graphwright
from graphwright import limits

SCHEMA = "type Film { title: String! @id  year: Int @search  next: Film }"


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        opened.graphql('mutation { addFilm(input: [{title: "Alien", year: 1979}]) { numUids } }')
        yield opened


def living(kind: type) -> int:
    gc.collect()
    return sum(isinstance(each, kind) for each in gc.get_objects())


def ask(database: graphwright.Database, number: int, **variables: Any) -> Any:
    text = f"query A{number}($f: FilmFilter) {{ queryFilm(filter: $f) {{ title a{number}: year next {{ year }} }} }}"
    return database.graphql(text, variables)


def test_a_plan_holds_no_statement_s_tree_and_few_have_a_syntax_tree(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "syntax_trees_kept_max", 3)
    database.alter(SCHEMA + " type Person { name: String }")  # another version, and so other caches
    before = living(Node)
    ask(database, 10)
    nodes, elements = living(Node), living(ClauseElement)
    assert nodes > before
    for number in range(11, 40):
        ask(database, number)
    assert living(Node) <= before + 3 * (nodes - before)
    assert living(ClauseElement) - elements < 30  # those of 29 statements would be 1,500


def test_a_tree_that_is_put_out_is_free_at_once(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a collection of garbage: full ones are rare in a server."""
    monkeypatch.setattr(limits, "syntax_trees_kept_max", 2)
    database.alter(SCHEMA + " type Person { name: String }")
    for number in range(10, 13):
        ask(database, number)
    before = living(Node)
    gc.disable()
    try:
        for number in range(13, 30):
            ask(database, number)
        assert sum(isinstance(each, Node) for each in gc.get_objects()) == before
    finally:
        gc.enable()


def test_what_needs_a_tree_again_gets_it(database: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "syntax_trees_kept_max", 1)
    database.alter(SCHEMA + " type Person { name: String }")
    assert ask(database, 0)["data"] == {"queryFilm": [{"title": "Alien", "a0": 1979, "next": None}]}
    ask(database, 1)
    shaped = ask(database, 0, f={"year": {"lt": 1970}})  # another shape of the variables is another plan
    assert shaped == {"data": {"queryFilm": []}}
    ask(database, 1)
    refused = ask(database, 0, f={"year": {"lt": "x"}})
    assert refused["errors"][0]["message"]
    two = 'query X { queryFilm { title } } query Y { __typename getFilm(title: "Alien") { year } }'
    for _ in range(2):
        assert database.graphql(two, operation_name="X") == {"data": {"queryFilm": [{"title": "Alien"}]}}
        ask(database, 2)
        found = database.graphql(two, operation_name="Y")
        assert found == {"data": {"__typename": "Query", "getFilm": {"year": 1979}}}
        ask(database, 3)
