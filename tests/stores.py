"""What the tests of storage, engine and faults share: a schema with every kind of home, dumps, and invariants.

Knows the physical form of a store through `storage.tables` only; nothing here goes through the API but `rich_add`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

import apsw
from sqlalchemy import Table, select

from graphwright.model.catalog import Catalog, IndexState, ReverseHome
from graphwright.model.values import ValueKind, key_text
from graphwright.storage import ddl
from graphwright.storage.catalog_store import read_catalog
from graphwright.storage.interface import CompiledSql, Connection, Storage
from graphwright.storage.tables import keys_table, memberships_table, system
from graphwright.storage.writing.derived import read_values, token_rows
from graphwright.storage.writing.session import Session, Statements

Rows = list[tuple[Any, ...]]
Dump = dict[str, Rows]

rich_schema: Final = """
type Author {
  id: ID!
  name: String! @id
  born: DateTime @search(by: [day])
  bio: String @search(by: [term, exact])
  tags: [String] @search(by: [hash])
  days: [DateTime]
  isAlive: Boolean @search
  books: [Book] @hasInverse(field: author)
  best: Book @hasInverse(field: bestOf)
  friends: [Author] @hasInverse(field: friends)
  spouse: Author @hasInverse(field: spouse)
  home: City
}
type Book {
  id: ID!
  title: String! @search(by: [term])
  isbn: String @id
  author: Author
  bestOf: Author
  pages: Int @search
  score: Int64 @search
  price: Float @search
  kind: Kind @search
  genres: [Genre] @hasInverse(field: books)
}
type Genre { label: String! @id  books: [Book] }
type City {
  id: ID!
  name: String @dgraph(pred: "City.name")
  nameDe: String @dgraph(pred: "City.name@de")
  seen: [Genre]
}
enum Kind { FICTION FACT }
"""
"""Columns, lists, edges, reverse homes; 1-1, 1-n, n-n, symmetric single and many; tokens, keys, language tags."""

rich_add: Final = """
mutation {
  addAuthor(input: [{
    name: "Ada", born: "1815-12-10T00:00:00Z", bio: "wrote the first program", tags: ["x", "y"], isAlive: false,
    days: ["2001-01-01T00:00:00Z"],
    books: [
      {title: "Notes on the engine", isbn: "1", pages: 66, price: 1.5, kind: FACT, score: 7,
        genres: [
          {label: "science", books: [{title: "A nested third", isbn: "3", author: {name: "Cy"}}]}
          {label: "letters"}
        ]}
      {title: "Letters of the engine", isbn: "2", kind: FICTION, genres: [{label: "letters"}]}
    ],
    best: {title: "The best one", isbn: "4"},
    friends: [{name: "Bob", friends: [{name: "Cy"}]}, {name: "Old"}],
    spouse: {name: "Will", bio: "an earl"},
    home: {name: "London", nameDe: "London", seen: [{label: "letters"}]}
  }]) { numUids }
}
"""
"""A nested add: three levels, inverse edges, tokens, keys, and links to what `rich_old` made."""

rich_old: Final = """
mutation {
  addAuthor(input: [{
    name: "Old", bio: "was there before", books: [{title: "Old one", isbn: "0", genres: [{label: "old"}]}],
    spouse: {name: "Olga"}, best: {title: "Old best", isbn: "00"}
  }]) { numUids }
}
"""


# ---- dumps ----------------------------------------------------------------------------------------


def dump_file(path: Path) -> Dump:
    """Every row of every table of an SQLite file, and its schema; read through the ordinary VFS."""
    connection = apsw.Connection(str(path))
    try:
        schema: Rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        dump: Dump = {"sqlite_schema": _sorted(schema)}
        for kind, name, _ in schema:
            if kind == "table":
                dump[name] = _sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall())
        return dump
    finally:
        connection.close()


def dump_storage(storage: Storage) -> Dump:
    """Every row of every table that a store should have, on any database."""
    with reading(storage) as (connection, catalog):
        tables: list[Table] = [*system.sorted_tables, *ddl.user_tables(catalog)]
        return {table.name: all_rows(storage, connection, table) for table in tables}


def all_rows(storage: Storage, connection: Connection, table: Table) -> Rows:
    columns = tuple(column.name for column in table.columns)
    compiled = _compiled_of(storage).get((table.name, columns)) or storage.compile(select(*table.columns))
    _compiled_of(storage)[table.name, columns] = compiled
    return _sorted(connection.rows(compiled.text, compiled.arguments({})))


_compiled: Final[WeakKeyDictionary[Storage, dict[Hashable, CompiledSql]]] = WeakKeyDictionary()
_statements: Final[WeakKeyDictionary[Storage, Statements]] = WeakKeyDictionary()


def _compiled_of(storage: Storage) -> dict[Hashable, CompiledSql]:
    return _compiled.setdefault(storage, {})


def session_of(storage: Storage, connection: Connection, catalog: Catalog) -> Session:
    """A session whose statements are compiled once for each catalog."""
    present = _statements.get(storage)
    if present is None or present.catalog != catalog:
        present = _statements[storage] = Statements(storage, catalog)
    return Session(present, connection)


def differing(left: Dump, right: Dump) -> dict[str, tuple[Rows, Rows]]:
    """The tables in which two dumps differ, with the rows that only one has."""
    return {
        name: (
            [row for row in left.get(name, []) if row not in right.get(name, [])],
            [row for row in right.get(name, []) if row not in left.get(name, [])],
        )
        for name in {**left, **right}
        if left.get(name) != right.get(name)
    }


def _sorted(rows: Rows) -> Rows:
    return sorted(rows, key=repr)


class reading:  # noqa: N801 - it is used as a statement
    """A connection and the catalog of a store, for the body."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def __enter__(self) -> tuple[Connection, Catalog]:
        self._connection = self._storage.open_reader()
        return self._connection, read_catalog(self._storage, self._connection)[0]

    def __exit__(self, *_: object) -> None:
        self._connection.close()


# ---- invariants -----------------------------------------------------------------------------------


def check_invariants(storage: Storage) -> None:
    """Everything that must follow from everything else: tokens, keys, memberships, edges, family rows."""
    with reading(storage) as (connection, catalog):
        session = session_of(storage, connection, catalog)
        members = _memberships(session)
        _check_families(session, members)
        _check_keys(session, members)
        _check_tokens(session, members)
        for name, edges in stored_edges(session).items():
            assert {end for edge in edges for end in edge} <= set(members), f"{name} has an edge of a deleted node"
            _check_pair(catalog, name, edges)


def _memberships(session: Session) -> dict[int, set[str]]:
    names = {node_type.id: name for name, node_type in session.catalog.node_types.items()}
    members: dict[int, set[str]] = {}
    for uid, type_id in all_rows(session.statements.storage, session.connection, memberships_table):
        members.setdefault(uid, set()).add(names[type_id])
    return members


def _check_families(session: Session, members: Mapping[int, set[str]]) -> None:
    """A type's flag says what its memberships say, and its nodes have a row in each of its families."""
    storage, connection = session.statements.storage, session.connection
    uids_of: dict[str, set[int]] = {}
    for name in session.tables.families():
        rows = all_rows(storage, connection, session.tables.family(name))
        uids_of[name] = {row[0] for row in rows}
        assert uids_of[name] <= set(members), f"{name} has rows of deleted nodes"
    for name, node_type in session.catalog.node_types.items():
        table, flag = session.tables.flag(node_type)
        compiled = session.statements.get(("flagged", name), lambda t=table, f=flag: select(t.c.uid).where(f == 1))  # type: ignore[misc]
        flagged = {uid for (uid,) in connection.rows(compiled.text, compiled.arguments({}))}
        expected = {uid for uid, types in members.items() if name in types}
        assert flagged == expected, f"the flags of {name} differ from its memberships"
        for family in node_type.families:
            assert expected <= uids_of[family], f"nodes of {name} have no row in {family}"


def _check_keys(session: Session, members: Mapping[int, set[str]]) -> None:
    expected = []
    for scope in session.catalog.key_scopes:
        values = read_values(session, session.catalog.predicates[scope.predicate], members)
        for uid, present in values.items():
            if scope.node_type is None or scope.node_type in members[uid]:
                expected += [(scope.id, key_text(value), uid) for value in present]
    stored = all_rows(session.statements.storage, session.connection, keys_table)
    assert stored == _sorted(expected), "keys differ from the values they are made of"


def _check_tokens(session: Session, members: Mapping[int, set[str]]) -> None:
    """Token tables hold what a fresh tokenisation of the stored values gives."""
    for predicate in session.catalog.predicates.values():
        for index in predicate.indexes:
            if index.table is None or index.state is not IndexState.READY:
                continue
            fresh = token_rows(index.kind, read_values(session, predicate, members))
            stored = all_rows(session.statements.storage, session.connection, session.tables.tokens(index.table))
            assert stored == _sorted(list(fresh)), f"the {index.kind} tokens of {predicate.name} are not of its values"


def stored_edges(session: Session) -> dict[str, set[tuple[int, int]]]:
    """The edges of each reference predicate, in its own direction, also where another one stores them."""
    connection = session.connection
    edges: dict[str, set[tuple[int, int]]] = {}
    for predicate in session.catalog.predicates.values():
        if predicate.kind is ValueKind.UID and not isinstance(predicate.home, ReverseHome):
            relation = ddl.edges_of(session.tables, predicate)
            compiled = session.statements.get(
                ("edges", predicate.name),
                lambda r=relation: select(r.c.src, r.c.dst),  # type: ignore[misc]
            )
            rows = connection.rows(compiled.text, compiled.arguments({}))
            edges[predicate.name] = {(src, dst) for src, dst in rows}
    members = _memberships(session)
    for predicate in session.catalog.predicates.values():
        home = predicate.home
        if isinstance(home, ReverseHome):
            edges[predicate.name] = {
                (dst, src)
                for src, dst in edges[home.predicate]
                if home.node_type is None or home.node_type in members.get(src, ())
            }
    return edges


def _check_pair(catalog: Catalog, name: str, edges: set[tuple[int, int]]) -> None:
    predicate = catalog.predicates[name]
    if predicate.inverse == name:
        assert {(dst, src) for src, dst in edges} == edges, f"{name} is symmetric and its edges are not"
    is_left = isinstance(predicate.home, ReverseHome) and predicate.inverse is None
    if not predicate.is_list and not is_left:
        assert len({src for src, _ in edges}) == len(edges), f"{name} is single and a node has two"
