"""`--upsert`: names in files are values of a predicate, by which nodes are found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphwright import Database
from graphwright.errors import LoadError
from graphwright.model.dql_requests import DqlAlter
from tests.storages import address, shared_address
from tests.transfer.loading import asked, load, load_large, rows_of, small_blocks, write

__all__ = ["address", "shared_address"]  # fixtures

_schema = "type Film { id: ID!  key: String @id  xid: String @search(by: [hash])  title: String  next: Film }"


@pytest.fixture(params=["Film.xid", "Film.key"])
def predicate(request: pytest.FixtureRequest) -> str:
    """Found by an index, or by its keys."""
    return str(request.param)


def test_a_second_load_changes_the_nodes_of_the_first(shared_address: str, predicate: str, tmp_path: Path) -> None:
    first = [
        '_:a <dgraph.type> "Film" .',
        '_:a <Film.title> "Alien" .',
        "_:a <Film.next> <urn:b> .",
        '<urn:b> <dgraph.type> "Film" .',
    ]
    second = ['<urn:b> <Film.title> "Aliens" .', '_:c <dgraph.type> "Film" .', '_:c <Film.title> "Alien 3" .']
    with Database.open(shared_address) as database:
        database.alter(_schema)
        assert load(database, write(tmp_path, first), upsert_predicate=predicate).nodes == 2
        assert load(database, write(tmp_path, second, "second.rdf"), upsert_predicate=predicate).nodes == 1
        field = predicate.removeprefix("Film.")
        films = asked(database, f"{{ queryFilm(order: {{asc: title}}) {{ {field} title next {{ title }} }} }}")
        assert films["queryFilm"] == [
            {field: "a", "title": "Alien", "next": {"title": "Aliens"}},
            {field: "c", "title": "Alien 3", "next": None},
            {field: "urn:b", "title": "Aliens", "next": None},
        ]
        # Names are not kept beside the data.
        assert rows_of(database, "gw_blank_nodes") == []


def test_a_node_that_others_made_is_found(shared_address: str, predicate: str, tmp_path: Path) -> None:
    with Database.open(shared_address) as database:
        database.alter(_schema)
        field = predicate.removeprefix("Film.")
        asked(database, f'mutation {{ addFilm(input: [{{{field}: "x", title: "old"}}]) {{ numUids }} }}')
        report = load(database, write(tmp_path, ['_:x <Film.title> "new" .']), upsert_predicate=predicate)
        assert report.nodes == 0
        assert asked(database, "{ queryFilm { title } }") == {"queryFilm": [{"title": "new"}]}


def test_nodes_are_found_by_the_value_that_the_files_state(predicate: str, tmp_path: Path) -> None:
    """JSON mostly has no names: objects with the same value are the same node, wherever they stand."""
    text = """[
      {"PRED": "1", "Film.title": "Alien", "dgraph.type": "Film", "Film.next": {"PRED": "2", "dgraph.type": "Film"}},
      {"PRED": "2", "Film.title": "Aliens", "Film.next": {"PRED": "1"}},
      {"Film.title": "without", "dgraph.type": "Film"}
    ]""".replace("PRED", predicate)
    with Database.open(":memory:") as database:
        database.alter(_schema)
        assert load(database, write(tmp_path, text, "a.json"), upsert_predicate=predicate).nodes == 3
        assert load(database, write(tmp_path, text, "b.json"), upsert_predicate=predicate).nodes == 1
        question = "{ queryFilm(order: {asc: title}) { title next { title } } }"
        assert asked(database, question)["queryFilm"] == [
            {"title": "Alien", "next": {"title": "Aliens"}},
            {"title": "Aliens", "next": {"title": "Alien"}},
            {"title": "without", "next": None},
            {"title": "without", "next": None},
        ]


def test_a_value_that_comes_too_late_is_an_error(
    predicate: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_blocks(monkeypatch, 20)
    load_large(monkeypatch)
    typed = '_:b <dgraph.type> "Film" .'  # else its @id is nobody's
    lines = ['_:a <Film.title> "one" .', f'_:b <{predicate}> "x" .', typed, f'_:a <{predicate}> "x" .']
    with Database.open(":memory:") as database:
        database.alter(_schema)
        with pytest.raises(LoadError, match=rf'{predicate} "x" comes long after the first line of its node'):
            load(database, write(tmp_path, lines), upsert_predicate=predicate)
        load(database, is_undone=True)
        load(database, write(tmp_path, lines[:1] + lines[3:], "late.rdf"), upsert_predicate=predicate)


def test_names_that_are_forgotten_are_looked_up(
    predicate: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while indexes of empty tables are put aside."""
    load_large(monkeypatch)
    small_blocks(monkeypatch, 200)
    monkeypatch.setattr("graphwright.limits.load_names_max", 3)
    lines = [
        line
        for _ in range(2)
        for n in range(30)
        for line in (f'_:n{n} <dgraph.type> "Film" .', f'_:n{n} <Film.title> "t{n}" .')
    ]
    with Database.open(":memory:") as database:
        database.alter(_schema)
        report = load(database, write(tmp_path, lines), upsert_predicate=predicate)
        assert report.nodes == 30
        assert asked(database, "{ aggregateFilm { count } }") == {"aggregateFilm": {"count": 30}}


def test_a_load_that_goes_on_keeps_to_its_predicate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_large(monkeypatch)
    small_blocks(monkeypatch, 20)
    path = write(tmp_path, ['_:a <Film.title> "one" .', "no quad", '_:a <Film.title> "two" .'])
    with Database.open(":memory:") as database:
        database.alter(_schema)
        with pytest.raises(LoadError):
            load(database, path, upsert_predicate="Film.xid")
        report = load(database, is_resumed=True, skips_bad_lines=True)
        assert report.nodes == 1 and rows_of(database, "gw_blank_nodes") == []


@pytest.mark.parametrize(
    ("predicate", "problem"),
    [
        ("nobody", "there is no predicate nobody; give a schema"),
        ("Film.title", "nodes cannot be found by Film.title without an index"),
        ("Film.next", "Film.next is of the type uid"),
        ("names", r"names is of the type \[string\]"),
    ],
)
def test_what_nodes_cannot_be_found_by_is_refused(predicate: str, problem: str, tmp_path: Path) -> None:
    with Database.open(":memory:") as database:
        database.alter(_schema)
        database.alter_dql(DqlAlter(schema="names: [string] @index(hash) ."))
        with pytest.raises(LoadError, match=f"--upsert: {problem}"):
            load(database, write(tmp_path, ['_:a <Film.title> "x" .']), upsert_predicate=predicate)
        assert not database.health().unfinished_loads


def test_a_value_of_two_nodes_is_an_error_that_names_both(tmp_path: Path) -> None:
    with Database.open(":memory:") as database:
        database.alter(_schema)
        asked(database, 'mutation { addFilm(input: [{xid: "x"}, {xid: "x"}]) { numUids } }')
        with pytest.raises(LoadError, match=r'Film\.xid "x" is the value of 0x\w+ and 0x\w+'):
            load(database, write(tmp_path, ['_:x <Film.title> "new" .']), upsert_predicate="Film.xid")
