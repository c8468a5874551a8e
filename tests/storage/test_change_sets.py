"""Change sets: every member does what it says, in both directions of a pair, and all that follows from it follows.

A small model in sets and dictionaries applies the same random change sets; the store must agree after each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphwright import Database
from graphwright.errors import DuplicateKeyError
from graphwright.model.changes import ChangeSet
from graphwright.model.datetimes import parse_datetime
from graphwright.model.values import StoredValue
from graphwright.storage.interface import Storage
from graphwright.storage.tables import keys_table, memberships_table
from graphwright.storage.writing.apply import apply_changes
from graphwright.storage.writing.derived import read_values
from graphwright.storage.writing.session import Session
from tests.stores import (
    all_rows,
    check_invariants,
    differing,
    dump_storage,
    reading,
    rich_schema,
    session_of,
    stored_edges,
)

authors, books, genres = (1, 2, 3), (4, 5, 6), (7, 8)
single_values: Final = {"Author.name": authors, "Author.bio": authors, "Book.title": books, "Book.pages": books}
lists: Final = {"Author.tags": authors}
references: Final = {
    "Author.books": (authors, books),
    "Book.author": (books, authors),
    "Author.best": (authors, books),
    "Book.bestOf": (books, authors),
    "Author.friends": (authors, authors),
    "Author.spouse": (authors, authors),
    "Book.genres": (books, genres),
    "Genre.books": (genres, books),
}
inverse_of: Final = {
    "Author.books": "Book.author",
    "Author.best": "Book.bestOf",
    "Author.friends": "Author.friends",
    "Author.spouse": "Author.spouse",
    "Book.genres": "Genre.books",
}
both_ways: Final = {**inverse_of, **{inverse: name for name, inverse in inverse_of.items()}}
is_list: Final = {"Author.books", "Author.friends", "Book.genres", "Genre.books"}


def write(storage: Storage, changes: ChangeSet) -> None:
    with reading(storage) as (_, catalog):
        pass
    connection = storage.open_writer()
    try:
        with storage.write_transaction(connection), connection.savepoint():
            apply_changes(session_of(storage, connection, catalog), changes)
    finally:
        connection.close()


def three_kinds(fresh: range) -> ChangeSet:
    """Three authors, three books and two genres."""
    changes = ChangeSet(fresh=fresh)
    for name, uids in (("Author", authors), ("Book", books), ("Genre", genres)):
        changes.types += [(uid, name) for uid in uids]
    return changes


@pytest.fixture
def library(database: Database) -> Storage:
    """The nodes, without values and edges."""
    database.alter(rich_schema)
    write(database.storage, three_kinds(range(1, 9)))
    return database.storage


def edges(storage: Storage, name: str) -> set[tuple[int, int]]:
    check_invariants(storage)
    with reading(storage) as (connection, catalog):
        return stored_edges(session_of(storage, connection, catalog))[name]


def values(storage: Storage, name: str) -> dict[int, list[StoredValue]]:
    check_invariants(storage)
    with reading(storage) as (connection, catalog):
        session = session_of(storage, connection, catalog)
        return dict(read_values(session, catalog.predicates[name], range(1, 20)))


def changed(**members: Any) -> ChangeSet:
    return ChangeSet(fresh=range(0), **members)


# ---- each member ----------------------------------------------------------------------------------


def test_single_values_replace_and_lists_grow(library: Storage) -> None:
    write(library, changed(set_values={"Author.bio": [(1, "a"), (2, "b")], "Author.tags": [(1, "x"), (1, "y")]}))
    write(library, changed(set_values={"Author.bio": [(1, "c")], "Author.tags": [(1, "y"), (1, "z")]}))
    assert values(library, "Author.bio") == {1: ["c"], 2: ["b"]}
    assert {uid: set(found) for uid, found in values(library, "Author.tags").items()} == {1: {"x", "y", "z"}}


def test_a_removed_single_value_goes_only_when_equal(library: Storage) -> None:
    write(library, changed(set_values={"Author.bio": [(1, "a"), (2, "b")], "Author.tags": [(1, "x"), (1, "y")]}))
    write(
        library, changed(remove_values={"Author.bio": [(1, "other"), (2, "b")], "Author.tags": [(1, "x"), (1, "no")]})
    )
    assert values(library, "Author.bio") == {1: ["a"]}
    assert values(library, "Author.tags") == {1: ["y"]}


def test_datetimes_are_equal_by_instant(library: Storage) -> None:
    noon, same = parse_datetime("2020-01-01T12:00:00Z"), parse_datetime("2020-01-01T14:00:00+02:00")
    write(library, changed(set_values={"Author.born": [(1, noon), (2, noon)], "Author.days": [(1, noon)]}))
    write(library, changed(remove_values={"Author.born": [(1, same)], "Author.days": [(1, same)]}))
    assert set(values(library, "Author.born")) == {2}
    assert values(library, "Author.days") == {}


def test_a_cleared_predicate_has_neither_values_nor_edges(library: Storage) -> None:
    write(
        library,
        changed(
            set_values={"Author.bio": [(1, "a"), (2, "b")], "Author.tags": [(1, "x")]},
            set_edges={"Author.books": [(1, 4), (2, 5)], "Author.friends": [(1, 2)], "Author.spouse": [(1, 3)]},
        ),
    )
    cleared = ["Author.bio", "Author.tags", "Author.books", "Author.friends", "Author.spouse"]
    write(library, changed(clear={name: [1] for name in cleared}))
    assert values(library, "Author.bio") == {2: ["b"]}
    assert values(library, "Author.tags") == {}
    assert edges(library, "Author.books") == {(2, 5)}
    assert edges(library, "Author.friends") == edges(library, "Author.spouse") == set()


def test_language_tags_are_set_and_taken_away(library: Storage) -> None:
    write(
        library,
        ChangeSet(
            fresh=range(9, 10), types=[(9, "City")], tagged={"City.name": [(9, "de", "Köln"), (9, "en", "Cologne")]}
        ),
    )
    write(library, changed(tagged={"City.name": [(9, "de", "Kölle"), (9, "en", None)]}))
    dump = dump_storage(library)
    [tags] = [rows for name, rows in dump.items() if name.startswith("tags_")]
    assert tags == [(9, "de", "Kölle")]
    write(library, changed(clear={"City.name": [9]}))
    assert not any(rows for name, rows in dump_storage(library).items() if name.startswith("tags_"))


def test_a_deleted_node_leaves_nothing_behind(database: Database) -> None:
    database.alter(rich_schema)
    before = dump_storage(database.storage)
    changes = three_kinds(range(1, 9))
    changes.set_values = {
        "Author.name": [(1, "A")],
        "Author.bio": [(1, "some words")],
        "Author.tags": [(1, "x")],
        "Author.days": [(1, parse_datetime("2020-01-01"))],
        "Book.isbn": [(4, "1")],
        "Book.title": [(4, "a title")],
    }
    changes.tagged = {"City.name": [(9, "de", "Köln")]}
    changes.types.append((9, "City"))
    changes.set_edges = {name: [(sources[0], targets[1])] for name, (sources, targets) in references.items()}
    changes.set_edges["Author.home"] = [(1, 9)]
    write(database.storage, changes)
    check_invariants(database.storage)
    for uid in range(1, 10):
        write(database.storage, changed(deleted=[uid]))
        check_invariants(database.storage)
    assert differing(before, dump_storage(database.storage)) == {}


def test_a_delete_writes_only_where_something_is(library: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    write(library, changed(set_values={"Author.name": [(1, "A")]}, set_edges={"Genre.books": [(7, 4)]}))
    asked: list[Hashable] = []
    run = Session.query

    def noted(session: Session, key: Hashable, build: Any, **given: Any) -> Any:
        asked.append(key)
        return run(session, key, build, **given)

    monkeypatch.setattr(Session, "query", noted)
    write(library, changed(deleted=[7]))
    written = [key[-1] for key in asked if isinstance(key, tuple) and key[0] in ("delete rows", "drop")]
    assert asked[0] == ("find", 0)
    assert [name.split("_")[0] for name in written] == ["edges", "genre", "gw"]
    assert edges(library, "Book.genres") == set()
    check_invariants(library)


def test_a_type_added_to_a_node_takes_the_keys_that_it_has(library: Storage) -> None:
    write(library, changed(set_values={"Author.name": [(4, "A")]}))
    with reading(library) as (connection, _):
        assert all_rows(library, connection, keys_table) == []
    for _ in range(2):
        write(library, changed(types=[(4, "Author")]))
        check_invariants(library)
    with pytest.raises(DuplicateKeyError):
        write(library, changed(set_values={"Author.name": [(1, "A")]}))
    write(library, changed(types=[(5, "Author")], set_values={"Author.name": [(4, "B"), (5, "A")]}))
    check_invariants(library)


def test_a_change_set_that_fails_leaves_nothing_behind(library: Storage) -> None:
    write(library, changed(set_values={"Author.name": [(1, "taken")]}))
    before = dump_storage(library)
    everything = changed(
        types=[(9, "Author")],
        set_values={"Author.bio": [(2, "words")], "Author.tags": [(2, "x")], "Author.name": [(9, "taken")]},
        set_edges={"Author.books": [(2, 4)], "Author.spouse": [(2, 3)]},
    )
    with pytest.raises(DuplicateKeyError, match=r"'taken' already exists for Author\.name: node 0x1 has it"):
        write(library, everything)
    assert differing(before, dump_storage(library)) == {}


def test_keys_are_kept_by_the_database(library: Storage) -> None:
    write(library, changed(set_values={"Author.name": [(1, "a"), (2, "b")]}))
    write(library, changed(set_values={"Author.name": [(1, "b"), (2, "a")]}))  # swapped in one go
    assert values(library, "Author.name") == {1: ["b"], 2: ["a"]}
    for taken in ([(3, "b")], [(3, "c"), (1, "c")]):
        with pytest.raises(DuplicateKeyError):
            write(library, changed(set_values={"Author.name": taken}))
    write(library, changed(remove_values={"Author.name": [(1, "b")]}))
    write(library, changed(set_values={"Author.name": [(3, "b")]}))
    write(library, changed(deleted=[3]))
    write(library, changed(set_values={"Author.name": [(2, "b")]}))
    with reading(library) as (connection, _):
        assert [row[1:] for row in all_rows(library, connection, keys_table)] == [("b", 2)]


def test_memberships_are_data(library: Storage) -> None:
    with reading(library) as (connection, catalog):
        ids = {name: node_type.id for name, node_type in catalog.node_types.items()}
        stored = all_rows(library, connection, memberships_table)
    expected = [(1, "Author"), (4, "Book"), (7, "Genre")]
    assert {(uid, ids[name]) for uid, name in expected} <= set(stored)
    assert len(stored) == 8


# ---- pairs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", both_ways)
def test_a_pair_is_read_from_both_ends_and_removed_from_either(name: str, library: Storage) -> None:
    sources, targets = references[name]
    edge, back = (sources[0], targets[1]), (targets[1], sources[0])
    for removed, way in ((name, edge), (both_ways[name], back)):
        write(library, changed(set_edges={name: [edge]}))
        assert edge in edges(library, name)
        assert back in edges(library, both_ways[name])
        write(library, changed(remove_edges={removed: [way]}))
        assert edges(library, name) == edges(library, both_ways[name]) == set()


def test_a_one_to_one_pair_lets_its_old_partners_go(library: Storage) -> None:
    for name, first, second in (("Author.best", (1, 4), (2, 4)), ("Book.bestOf", (5, 1), (5, 2))):
        write(library, changed(set_edges={name: [first]}))
        write(library, changed(set_edges={name: [second]}))
        assert second in edges(library, name)
        assert first not in edges(library, name)
    write(library, changed(set_edges={"Author.spouse": [(1, 2)]}))
    write(library, changed(set_edges={"Author.spouse": [(2, 3)]}))
    assert edges(library, "Author.spouse") == {(2, 3), (3, 2)}


def test_the_many_end_of_a_pair_takes_a_child_from_its_old_parent(library: Storage) -> None:
    write(library, changed(set_edges={"Author.books": [(1, 4), (1, 5)]}))
    write(library, changed(set_edges={"Author.books": [(2, 4)]}))
    assert edges(library, "Author.books") == {(1, 5), (2, 4)}
    write(library, changed(set_edges={"Book.author": [(5, 3)]}))
    assert edges(library, "Author.books") == {(3, 5), (2, 4)}


# ---- the model ------------------------------------------------------------------------------------


@dataclass
class Model:
    """What a store should hold, in the plainest form."""

    values: dict[str, dict[int, StoredValue]] = field(default_factory=lambda: {name: {} for name in single_values})
    lists: dict[str, set[tuple[int, StoredValue]]] = field(default_factory=lambda: {name: set() for name in lists})
    edges: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: {name: set() for name in references})

    def apply(self, changes: ChangeSet) -> None:
        for name, uids in changes.clear.items():
            self.clear(name, uids)
        for name, pairs in changes.remove_values.items():
            for uid, value in pairs:
                self.lists.get(name, set()).discard((uid, value))
                if self.values.get(name, {}).get(uid) == value:
                    del self.values[name][uid]
        for name, removed in changes.remove_edges.items():
            for edge in removed:
                self.drop(name, edge)
        self._set(changes)
        for uid in changes.deleted:
            for name in (*self.values, *self.lists, *self.edges):
                self.clear(name, [uid])

    def _set(self, changes: ChangeSet) -> None:
        for name, pairs in changes.set_values.items():
            if name in self.lists:
                self.lists[name] |= set(pairs)
            else:
                self.values[name] |= dict(pairs)
        for name, added in changes.set_edges.items():
            for edge in added:
                self.link(name, edge)

    def clear(self, name: str, uids: list[int]) -> None:
        if name in self.values:
            self.values[name] = {uid: value for uid, value in self.values[name].items() if uid not in uids}
        elif name in self.lists:
            self.lists[name] = {pair for pair in self.lists[name] if pair[0] not in uids}
        else:
            for edge in [edge for edge in self.edges[name] if edge[0] in uids]:
                self.drop(name, edge)

    def link(self, name: str, edge: tuple[int, int]) -> None:
        source, target = edge
        for end, way, single in (
            (source, name, name not in is_list),
            (target, both_ways[name], both_ways[name] not in is_list),
        ):
            if single:
                for old in [old for old in self.edges[way] if old[0] == end]:
                    self.drop(way, old)
        self.edges[name].add(edge)
        self.edges[both_ways[name]].add((target, source))

    def drop(self, name: str, edge: tuple[int, int]) -> None:
        self.edges[name].discard(edge)
        self.edges[both_ways[name]].discard((edge[1], edge[0]))


words = st.sampled_from(["red wine", "red", "", "wine and beer", "Wíne"])


@st.composite
def change_sets(draw: st.DrawFn) -> ChangeSet:
    """Some members, each with a few entries; keys are drawn so that they never meet."""
    changes = changed()
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["set", "remove", "clear", "link", "link", "unlink", "delete"]))
        if kind == "delete":
            uid = draw(st.sampled_from([*authors, *books, *genres]))
            changes.deleted += [uid] if uid not in changes.deleted else []
        elif kind in ("link", "unlink"):
            name = draw(st.sampled_from(sorted(references)))
            edge = tuple(draw(st.sampled_from(ends)) for ends in references[name])
            if edge[0] != edge[1]:
                group = changes.set_edges if kind == "link" else changes.remove_edges
                group.setdefault(name, []).append(edge)  # type: ignore[arg-type]
        else:
            name = draw(
                st.sampled_from(
                    sorted({**single_values, **lists, **references} if kind == "clear" else {**single_values, **lists})
                )
            )
            uid = draw(
                st.sampled_from({**single_values, **lists, **{n: ends[0] for n, ends in references.items()}}[name])
            )
            word = draw(words)
            value: StoredValue = f"{uid} {word}" if name == "Author.name" else word
            if name == "Book.pages":
                value = draw(st.integers(0, 3))
            if kind == "clear":
                changes.clear.setdefault(name, []).append(uid)
            else:
                group_of_values = changes.set_values if kind == "set" else changes.remove_values
                group_of_values.setdefault(name, []).append((uid, value))
    return changes


@pytest.fixture(scope="module")
def one_store() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        database.alter(rich_schema)
        yield database


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(steps=st.lists(change_sets(), min_size=1, max_size=5))
def test_the_store_agrees_with_the_model(steps: list[ChangeSet], one_store: Database) -> None:
    one_store.drop_data()
    storage, model = one_store.storage, Model()
    write(storage, three_kinds(range(1, 9)))
    for changes in steps:
        write(storage, changes)
        model.apply(changes)
        # A deleted node is made again, so that later steps have it.
        again = three_kinds(range(0))
        again.types = [(uid, name) for uid, name in again.types if uid in changes.deleted]
        if again.types:
            write(storage, again)
        check_invariants(storage)
        _compare(storage, model)


def _compare(storage: Storage, model: Model) -> None:
    with reading(storage) as (connection, catalog):
        session = session_of(storage, connection, catalog)
        for name, expected in model.values.items():
            assert read_values(session, catalog.predicates[name], range(1, 9)) == {
                uid: [value] for uid, value in expected.items()
            }, name
        for name, listed in model.lists.items():
            found = read_values(session, catalog.predicates[name], range(1, 9))
            assert {(uid, value) for uid, present in found.items() for value in present} == listed, name
        stored = stored_edges(session)
        assert {name: stored[name] for name in model.edges} == model.edges
