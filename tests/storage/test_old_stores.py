"""Stores of every released format open, answer, take schemas and data; and the way to a newer form."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy.schema import CreateTable

from graphwright import Database
from graphwright.errors import StoreError, StoreFormatError
from graphwright.model.dql_requests import DqlAlter
from graphwright.storage.catalog_store import format_number, prepare_store
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.migrations import Step, read_format, steps
from graphwright.storage.open import open_storage
from graphwright.storage.tables import system
from tests.stores import check_invariants, differing, dump_file, dump_storage, rich_schema

stores = sorted((Path(__file__).parents[1] / "fixtures" / "stores").glob("format_*.db"))


@pytest.fixture(params=stores, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a kept store."""
    return Path(shutil.copy(request.param, tmp_path / "old.db"))


def data(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def test_there_is_one_of_every_format() -> None:
    assert [path.stem for path in stores] == [f"format_{number}" for number in range(1, format_number + 1)]
    assert [step.source for step in steps] == list(range(1, format_number))


def test_its_data_are_read_by_every_index(old: Path) -> None:
    with Database.open(str(old)) as database:
        check_invariants(database.storage)
        [ada] = data(
            database,
            """{ queryAuthor(filter: {bio: {allofterms: "first program"}}) {
                name born tags days isAlive books { title pages price score kind genres { label } }
                best { bestOf { name } } friends { name } spouse { spouse { name } } home { name nameDe }
            } }""",
        )["queryAuthor"]
        assert ada == {
            "name": "Ada",
            "born": "1815-12-10T00:00:00Z",
            "tags": ["x", "y"],
            "days": ["2001-01-01T00:00:00Z"],
            "isAlive": False,
            "books": [
                {
                    "title": "Notes on the engine",
                    "pages": 66,
                    "price": 1.5,
                    "score": 7,
                    "kind": "FACT",
                    "genres": [{"label": "science"}, {"label": "letters"}],
                },
                {
                    "title": "Letters of the engine",
                    "pages": None,
                    "price": None,
                    "score": None,
                    "kind": "FICTION",
                    "genres": [{"label": "letters"}],
                },
            ],
            "best": {"bestOf": {"name": "Ada"}},
            "friends": [{"name": "Old"}],
            "spouse": {"spouse": {"name": "Ada"}},
            "home": {"name": "London", "nameDe": "London"},
        }
        found = data(
            database,
            """{
                getBook(isbn: "1") { pages } tagged: queryAuthor(filter: {tags: {eq: "x"}}) { name }
                long: queryBook(filter: {pages: {ge: 60}}) { isbn } dear: queryBook(filter: {price: {gt: 1.4}}) { isbn }
                ordered: queryBook(order: {desc: title}, first: 2) { title } aggregateBook { count pagesMax }
            }""",
        )
        assert found == {
            "getBook": {"pages": 66},
            "tagged": [{"name": "Ada"}],
            "long": [{"isbn": "1"}],
            "dear": [{"isbn": "1"}],
            "ordered": [{"title": "The best one"}, {"title": "Old one"}],
            "aggregateBook": {"count": 6, "pagesMax": 66},
        }


def test_it_has_every_system_table_with_every_column(old: Path) -> None:
    """A system table that came later needs a migration, or a store made before knows nothing of it."""
    Database.open(str(old)).close()
    connection = apsw.Connection(str(old))
    for table in system.sorted_tables:
        present = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
        assert present == [column.name for column in table.columns], table.name
    connection.close()


def test_it_takes_a_new_schema_and_new_data(old: Path) -> None:
    with Database.open(str(old)) as database:
        changed = rich_schema.replace("label: String! @id", "label: String! @id  rank: Int @search")
        database.alter(changed.replace("name: String! @id", "name: String! @id @search(by: [term])", 1))
        assert data(database, '{ queryAuthor(filter: {name: {anyofterms: "ada"}}) { name } }') == {
            "queryAuthor": [{"name": "Ada"}]
        }
        duplicate = database.graphql('mutation { addGenre(input: [{label: "science"}]) { numUids } }')
        assert duplicate["errors"][0]["extensions"]["code"] == "DUPLICATE_ID"
        data(database, 'mutation { addGenre(input: [{label: "new", rank: 1, books: [{isbn: "1"}]}]) { numUids } }')
        data(database, 'mutation { deleteBook(filter: {isbn: {eq: "2"}}) { msg } }')
        assert data(
            database, '{ getGenre(label: "new") { books { title } } getAuthor(name: "Ada") { books { isbn } } }'
        ) == {
            "getGenre": {"books": [{"title": "Notes on the engine"}]},
            "getAuthor": {"books": [{"isbn": "1"}]},
        }
        check_invariants(database.storage)


# ---- migrations -----------------------------------------------------------------------------------

extra = Table("gw_extra", MetaData(), Column("number", Integer, primary_key=True))


def add_table(storage: Storage, connection: Connection) -> None:
    connection.rows(storage.compile(CreateTable(extra)).text)


def fill_table(storage: Storage, connection: Connection) -> None:
    connection.rows(storage.compile(extra.insert().values(number=7)).text, (7,))


def fail(storage: Storage, connection: Connection) -> None:
    fill_table(storage, connection)
    raise StoreError("the step fails")


first, second = Step(source=format_number, run=add_table), Step(source=format_number + 1, run=fill_table)


@pytest.fixture
def storage(address: str) -> Any:
    """A store of the present format."""
    storage = open_storage(address)
    with_connection(storage, prepare_store)
    yield storage
    storage.close()


def with_connection(storage: Storage, run: Any, **arguments: Any) -> Any:
    connection = storage.open_writer()
    try:
        return run(storage, connection, **arguments)
    finally:
        connection.close()


def extras(storage: Storage) -> list[tuple[Any, ...]]:
    return with_connection(storage, lambda _, connection: connection.rows("SELECT number FROM gw_extra"))  # type: ignore[no-any-return]


def test_steps_run_once_each_in_their_order(storage: Storage) -> None:
    wanted = format_number + 2
    for _ in range(2):
        state = with_connection(storage, prepare_store, wanted=wanted, steps=(first, second))
        assert state.format == wanted
        assert extras(storage) == [(7,)]


def test_a_store_that_was_migrated_is_refused_by_the_program_before(storage: Storage) -> None:
    with_connection(storage, prepare_store, wanted=format_number + 1, steps=(first,))
    with pytest.raises(
        StoreFormatError, match=rf"has format {format_number + 1}, this program knows up to {format_number}"
    ):
        Database(storage)


def test_a_step_that_fails_leaves_nothing_and_the_steps_before_it_done(storage: Storage) -> None:
    before = dump_storage(storage)
    broken = Step(source=format_number + 1, run=fail)
    for _ in range(2):
        with pytest.raises(StoreError, match="the step fails"):
            with_connection(storage, prepare_store, wanted=format_number + 2, steps=(first, broken))
        assert with_connection(storage, read_format) == format_number + 1
        assert extras(storage) == []
    assert set(differing(before, dump_storage(storage))) == {"gw_state"}
    with_connection(storage, prepare_store, wanted=format_number + 2, steps=(first, second))
    assert extras(storage) == [(7,)]


def test_a_file_is_copied_before_the_first_step(old: Path, request: pytest.FixtureRequest) -> None:
    number = request.node.callspec.id
    before = dump_file(old)
    with open_file(old) as storage:
        with_connection(storage, prepare_store, wanted=format_number + 1, steps=(*steps, first))
    copy = old.with_name(f"{old.name}.{number.replace('_', '-')}")
    assert dump_file(copy) == before
    assert "gw_extra" in dump_file(old)
    with Database.open(str(copy)) as database:
        check_invariants(database.storage)
    names = {path.name for path in old.parent.iterdir()}
    assert not [name for name in names if "unfinished" in name]


class open_file:  # noqa: N801 - it is used as a statement
    def __init__(self, path: Path) -> None:
        self._storage = open_storage(str(path))

    def __enter__(self) -> Storage:
        return self._storage

    def __exit__(self, *_: object) -> None:
        self._storage.close()


def test_of_several_processes_one_migrates_and_the_others_wait(old: Path) -> None:
    code = f"""
import sys, time
from tests.storage.test_old_stores import add_table, open_storage, prepare_store, with_connection, Step, steps
def slowly(storage, connection):
    add_table(storage, connection)
    print("migrated", flush=True)
    time.sleep(0.3)
storage = open_storage(sys.argv[1])
slow = Step(source={format_number}, run=slowly)
with_connection(storage, prepare_store, wanted={format_number + 1}, steps=(*steps, slow))
print("ready")
"""
    root = Path(__file__).parents[2]
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(old)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[0].split() for process in processes]
    assert sorted(said) == [["migrated", "ready"], ["ready"], ["ready"]]


def test_it_can_be_altered_in_dql(old: Path) -> None:
    with Database.open(str(old)) as database:
        before = database.catalog
        assert all(node_type.is_declared for node_type in before.node_types.values())
        assert [name for name, predicate in before.predicates.items() if predicate.has_languages] == ["City.name"]
        database.alter_dql(DqlAlter(schema="Book.title: string @index(term, exact) @count .\nnew: bigfloat ."))
        check_invariants(database.storage)
        assert database.catalog.predicates["Book.title"].is_counted
        assert [index.kind for index in database.catalog.predicates["Book.title"].indexes] == ["term", "exact"]


def test_the_format_alone_is_read_of_a_newer_store(old: Path) -> None:
    """A newer form may have other columns; the program must still be able to say that it is too old."""
    connection = apsw.Connection(str(old))
    connection.execute(f"UPDATE gw_state SET format = {format_number + 5}")
    connection.execute("ALTER TABLE gw_state RENAME COLUMN commit_ts TO something_else")
    connection.close()
    with pytest.raises(StoreFormatError, match=f"has format {format_number + 5}"):
        Database.open(str(old))
