"""A disk that fails at any one operation of a mutation or an alter: the store is as before or as after, never between.

For each n until the work is done without meeting the fault: a fresh copy of a store, the n-th write, sync or truncate
fails, and then the store is looked at three ways: as a power cut would leave it, closed in order, and opened again.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import apsw
import pytest

from graphwright import Database
from graphwright.errors import GraphwrightError
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from graphwright.storage.sqlite.storage import SqliteStorage
from tests.stores import Dump, check_invariants, differing, dump_file, rich_add, rich_old, rich_schema

from .faulty_vfs import Fault, FaultyVfs

altered_schema: Final = (
    rich_schema.replace("tags: [String] @search(by: [hash])", "tags: [String] @search(by: [term])")
    .replace("title: String! @search(by: [term])", "title: String! @search(by: [exact, term]) @id")
    .replace("type Book {", "type Book {\n publisher: Publisher")
    .replace("home: City", "home: City @hasInverse(field: people)")
    .replace("type City {", "type City {\n people: [Author]")
    + "type Publisher { name: String! @id  books: [Book] @hasInverse(field: publisher) }"
)
"""Other indexes (one filled in batches), a key filled from values, an inverse for stored edges, a new type."""

plain_in_dql: Final = "plain: string @index(term) ."
altered_in_dql: Final = """
plain: [string] @index(exact, trigram) .
Author.bio: string @index(term, exact, trigram) .
made: bigfloat @index(bigfloat) .
type Work { plain made <~Book.author> }
"""
"""Values go into a home of another kind, one index goes, two are built; a new predicate and a new type."""

tagged: Final = """
mutation { updateAuthor(input: {filter: {}, set: {tags: ["one two", "three"], home: {name: "Paris"}}}) { numUids } }
"""

faults: Final[dict[str, Callable[..., Fault]]] = {
    "one I/O error": partial(Fault, error=apsw.IOError),
    "the disk is full once": partial(Fault, error=apsw.FullError),
    "the disk is dead from then on": partial(Fault, error=apsw.IOError, lasts=True),
}


class Refused(Exception):
    """The work was answered by an error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def add_nested(database: Database) -> None:
    answer = database.graphql(rich_add)
    if "errors" in answer:
        raise Refused(answer["errors"][0]["extensions"]["code"])
    assert answer == {"data": {"addAuthor": {"numUids": 11}}}


def alter(database: Database) -> None:
    try:
        database.alter(altered_schema)
    except GraphwrightError as error:
        raise Refused(error.code) from error


def alter_in_dql(database: Database) -> None:
    try:
        database.alter_dql(DqlAlter(schema=altered_in_dql))
    except GraphwrightError as error:
        raise Refused(error.code) from error


@dataclass(frozen=True)
class Work:
    """Something to do on a store, and how often at least each operation can fail in it."""

    run: Callable[[Database], None]
    is_journal_long: bool
    least: dict[str, int]

    @property
    def is_alter(self) -> bool:
        return self.run in (alter, alter_in_dql)


works: Final = {
    "a nested add": Work(add_nested, is_journal_long=False, least={"write": 40, "sync": 1}),
    "a nested add whose commit empties the journal": Work(
        add_nested, is_journal_long=True, least={"write": 60, "sync": 2, "truncate": 1}
    ),
    "an alter": Work(alter, is_journal_long=False, least={"write": 30, "sync": 2}),
    "an alter in DQL": Work(alter_in_dql, is_journal_long=False, least={"write": 20, "sync": 2}),
}


@pytest.fixture
def vfs() -> Iterator[FaultyVfs]:
    vfs = FaultyVfs()
    yield vfs
    vfs.unregister()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The store before, without a journal, and with one that is about to be emptied (1,000 pages)."""
    folder = tmp_path_factory.mktemp("originals")
    short = folder / "short.db"
    with Database.open(str(short)) as database:
        database.alter(rich_schema)
        for request in (rich_old, tagged):
            assert "errors" not in database.graphql(request)
        database.alter_dql(DqlAlter(schema=plain_in_dql))
        plain = "".join(f'_:n{n} <plain> "text {n}" .\n_:n{n} <dgraph.type> "Note" .\n' for n in range(5))
        database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=plain),), commits=True))
    long = folder / "long.db"
    copied = folder / "copied.db"
    shutil.copy(short, long)
    connection = apsw.Connection(str(long))
    connection.execute("PRAGMA synchronous=OFF")
    for _ in range(990):
        connection.execute("UPDATE gw_state SET schema_updates = schema_updates + 1")
    copy_store(long, copied)
    connection.close()
    return {False: short, True: copied}


def copy_store(source: Path, target: Path) -> None:
    """The file and its journal as they are at this moment, as after a power cut; an older copy goes."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    for suffix in ("", "-wal"):
        if Path(f"{source}{suffix}").exists():
            shutil.copy(f"{source}{suffix}", f"{target}{suffix}")


def dump(path: Path) -> Dump:
    """A dump without the times at which schemas were applied."""
    dump = dump_file(path)
    dump["gw_schemas"] = [row[:-1] for row in dump["gw_schemas"]]
    return dump


def open_again(path: Path) -> Dump:
    """Opens a store with the ordinary VFS, lets it finish its indexes, and checks all that must hold in it."""
    with Database.open(str(path)) as database:
        end = time.monotonic() + 30
        while database.health().indexing:
            assert time.monotonic() < end, "the indexes are not finished"
            time.sleep(0.001)
        check_invariants(database.storage)
        assert "errors" not in database.graphql(
            "{ queryAuthor { name books { title genres { label } } spouse { name } } }"
        )
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"
    connection.close()
    return dump(path)


@pytest.mark.parametrize(
    ("work_name", "fault_name"),
    [
        *(("a nested add", name) for name in faults),
        ("a nested add whose commit empties the journal", "one I/O error"),
        ("a nested add whose commit empties the journal", "the disk is dead from then on"),
        ("an alter", "the disk is full once"),
        ("an alter", "the disk is dead from then on"),
        ("an alter in DQL", "the disk is full once"),
        ("an alter in DQL", "the disk is dead from then on"),
    ],
)
def test_before_or_after_and_never_between(
    work_name: str, fault_name: str, vfs: FaultyVfs, originals: dict[bool, Path], tmp_path: Path
) -> None:
    work, fault = works[work_name], faults[fault_name]
    path = tmp_path / "store.db"
    copy_store(originals[work.is_journal_long], path)
    before = open_again(path)
    with Database.open(str(path)) as database:
        work.run(database)
    after = open_again(path)
    assert differing(before, after)
    trials = Trials(work, vfs, originals[work.is_journal_long], path, (before, after))
    for operation, least in work.least.items():
        at = 1
        while trials.meets(fault(operation=operation, at=at)):
            at += 1
        assert at > least, f"only {at - 1} times there was a {operation} to fail"
    trials.close()


@dataclass
class Trials:
    """One store on which a work is tried again and again; a refused one must leave it fit for the next trial."""

    work: Work
    vfs: FaultyVfs
    original: Path
    path: Path
    states: tuple[Dump, Dump]
    database: Database | None = None

    def open(self) -> Database:
        copy_store(self.original, self.path)
        # Another process with the store open: else opening would empty a long journal before the work begins.
        with open_connection(self.path) as other:
            other.execute("SELECT count(*) FROM gw_state").fetchall()
            self.database = Database(SqliteStorage(str(self.path), vfs=self.vfs.name))
        return self.database

    def close(self) -> None:
        """Closes the store in order; the next trial begins with a fresh one."""
        self.vfs.disarm()
        if self.database is not None:
            self.database.close()
            self.database = None

    def meets(self, fault: Fault) -> bool:
        """Does the work with a fault; False when it never met it."""
        database = self.database or self.open()
        self.vfs.arm(fault)
        refused = None
        try:
            self.work.run(database)
        except Refused as error:
            refused = error.code
        self.vfs.heal()
        assert refused in (None, "STORE_FAILED"), f"{fault}: answered with {refused}"
        has_failed = self.vfs.has_failed
        self._look(fault, refused)
        return has_failed

    def _look(self, fault: Fault, refused: str | None) -> None:
        before, after = self.states
        cut = self.path.with_name("cut.db")
        copy_store(self.path, cut)
        present, torn = dump(self.path), dump(cut)
        allowed = [after] if refused is None else [before, after]
        if self.work.is_alter and torn not in allowed:
            # Its indexes follow in transactions of their own, which whoever opens the store next finishes.
            torn = after if torn == present else open_again(cut)
        # A power cut may keep a commit whose flush was answered by an error: then nobody knows before the next look.
        assert torn in allowed, f"{fault}: after a power cut it is between: {_nearest(torn, allowed)}"
        if refused is not None and present == before:
            return
        # APSW raises what the VFS raised, also where SQLite takes no notice: emptying the journal after a commit.
        is_behind_commit = self.work.is_alter or self.vfs.is_behind_flush
        assert refused is None or is_behind_commit, f"{fault}: refused, and written: {differing(before, present)}"
        self.close()
        closed = dump(self.path)
        closed = closed if closed in allowed else open_again(self.path)  # `torn` relies on it
        assert closed in allowed, f"{fault}: closed in order it is between: {_nearest(closed, allowed)}"


@contextmanager
def open_connection(path: Path) -> Iterator[apsw.Connection]:
    connection = apsw.Connection(str(path))
    try:
        yield connection
    finally:
        connection.close()


def _nearest(found: Dump, allowed: list[Dump]) -> Any:
    return min((differing(state, found) for state in allowed), key=len)


@pytest.mark.parametrize("at", [1, 30, 60])
def test_an_alter_can_be_repeated_when_the_disk_is_well_again(
    at: int, vfs: FaultyVfs, originals: dict[bool, Path], tmp_path: Path
) -> None:
    path = tmp_path / "store.db"
    copy_store(originals[False], path)
    with Database(SqliteStorage(str(path), vfs=vfs.name)) as database:
        vfs.arm(Fault(operation="write", at=at, error=apsw.FullError))
        with pytest.raises(Refused):
            alter(database)
        alter(database)
        assert not database.health().indexing
        check_invariants(database.storage)


def test_a_full_disk_is_called_so(vfs: FaultyVfs, tmp_path: Path) -> None:
    with Database(SqliteStorage(str(tmp_path / "store.db"), vfs=vfs.name)) as database:
        database.alter(rich_schema)
        vfs.arm(Fault(operation="write", at=3, error=apsw.FullError))
        answer = database.graphql(rich_add)
        assert answer["data"] == {"addAuthor": None}
        assert answer["errors"][0]["message"] == "the disk is full: nothing was written; make room and try again"


@pytest.mark.parametrize("operation", ["write", "sync"])
def test_a_store_that_could_not_be_made_can_be_made_later(operation: str, vfs: FaultyVfs, tmp_path: Path) -> None:
    """Creation fails at any point; opening once more makes a whole store of what is there."""
    at = 1
    while True:
        path = tmp_path / f"store-{at}.db"
        vfs.arm(Fault(operation=operation, at=at, error=apsw.IOError))
        try:
            database = Database(SqliteStorage(str(path), vfs=vfs.name))
        except GraphwrightError as error:
            assert error.code == "STORE_FAILED"  # noqa: PT017 - it is raised for some n only
        else:
            database.close()
        has_failed = vfs.has_failed
        vfs.disarm()
        with Database.open(str(path)) as database:
            database.alter("type A { a: String }")
            assert database.graphql("{ queryA { a } }") == {"data": {"queryA": []}}
        if not has_failed:
            break
        at += 1
    assert at > (10 if operation == "write" else 2)
