"""The catalog in its own store: written by an alter, read by every process.

In: a connection. Out: the catalog without its GraphQL types (the schema's text gives those), and the
store's counters. Does not know: how a schema is compiled.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.schema import CreateTable

from graphwright.errors import StoreFormatError
from graphwright.model.catalog import (
    Catalog,
    ColumnHome,
    EdgeHome,
    Home,
    Index,
    IndexState,
    KeyScope,
    ListHome,
    NodeType,
    Predicate,
    ReverseHome,
    UniqueSet,
)
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.interface import Connection, SqlValue, Storage
from graphwright.storage.migrations import Step, migrate, read_format, steps
from graphwright.storage.store_settings import authorization_setting, read_setting
from graphwright.storage.tables import (
    key_scopes_table,
    node_types_table,
    predicates_table,
    schemas_table,
    state_table,
    system,
)

_set_mark: Final = "\x1f"
"""Begins the predicates of a `UniqueSet`, a JSON list, where a scope has a predicate's name."""
format_number: Final = 4
"""The form of a store. Raised with every change of it, together with a step in `migrations.py`."""

_homes: Final[Mapping[str, type[Home]]] = {
    "column": ColumnHome,
    "list": ListHome,
    "edges": EdgeHome,
    "reverse": ReverseHome,
}
_directives: Final = ("is_reversed", "is_counted", "is_upsert", "is_unique", "has_languages", "has_no_conflicts")
"""What a predicate's row tells by true or false."""
_home_names: Final = {home: name for name, home in _homes.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The counters of a store."""

    format: int
    catalog_version: int
    commit_ts: int
    next_uid: int
    next_id: int
    schema_updates: int


def prepare_store(
    storage: Storage, connection: Connection, *, wanted: int = format_number, steps: Sequence[Step] = steps
) -> State:
    """The state of a store; a new one gets its system tables first, one of an older form is migrated.

    Args:
        wanted, steps: The form to bring it to, and the way there; others than the program's own in tests only.

    Raises:
        StoreFormatError: It was written by a newer program.
    """
    present = read_format(storage, connection)
    if present is None:
        with storage.write_transaction(connection):
            present = read_format(storage, connection)
            if present is None:
                _create(storage, connection)
                present = wanted
    if present > wanted:
        raise StoreFormatError(
            f"the store {storage.describe()} has format {present}, this program knows up to {wanted}: "
            "use the newer program that wrote it"
        )
    if present < wanted:
        migrate(storage, connection, wanted, steps)
    return read_state(storage, connection)


def _create(storage: Storage, connection: Connection) -> None:
    for table in system.sorted_tables:
        connection.rows(storage.compile(CreateTable(table)).text)
    state = State(format=format_number, catalog_version=0, commit_ts=0, next_uid=1, next_id=1, schema_updates=0)
    statement = insert(state_table).values(
        id=1, **{column.name: bindparam(f"v_{column.name}") for column in state_table.columns if column.name != "id"}
    )
    values = {f"v_{name}": getattr(state, name) for name in State.__slots__}
    _run(storage, connection, statement, values)


def read_state(storage: Storage, connection: Connection) -> State:
    """The counters as they are now."""
    columns = [state_table.c[name] for name in State.__slots__]
    rows = _run(storage, connection, select(*columns))
    return State(**dict(zip(State.__slots__, rows[0], strict=True)))


def read_catalog(storage: Storage, connection: Connection) -> tuple[Catalog, str]:
    """The catalog and the text of its GraphQL schema ("" when there is none)."""
    version = read_state(storage, connection).catalog_version
    predicates = [_predicate_from(row[0]) for row in _run(storage, connection, select(predicates_table.c.definition))]
    node_types = [_node_type_from(row[0]) for row in _run(storage, connection, select(node_types_table.c.definition))]
    scopes = _run(
        storage, connection, select(key_scopes_table.c.id, key_scopes_table.c.predicate, key_scopes_table.c.node_type)
    )
    texts = _run(storage, connection, select(schemas_table.c.text).order_by(schemas_table.c.version.desc()).limit(1))
    catalog = Catalog(
        version=version,
        predicates={predicate.name: predicate for predicate in sorted(predicates, key=lambda p: p.id)},
        node_types={node_type.name: node_type for node_type in sorted(node_types, key=lambda t: t.id)},
        key_scopes=tuple(KeyScope(id=i, predicate=p, node_type=t) for i, p, t in sorted(scopes) if not _is_set(p)),
        unique_sets=tuple(
            UniqueSet(id=i, node_type=t, predicates=tuple(orjson.loads(p.removeprefix(_set_mark))))
            for i, p, t in sorted(scopes)
            if _is_set(p)
        ),
        authorization=read_setting(storage, connection, authorization_setting),
    )
    return catalog, texts[0][0] if texts else ""


def write_catalog(storage: Storage, connection: Connection, new: Catalog, next_id: int) -> None:
    """Replaces what the store knows of predicates, types and scopes, and raises the version."""
    for table in (predicates_table, node_types_table, key_scopes_table):
        _run(storage, connection, delete(table))
    _insert_many(
        storage,
        connection,
        predicates_table,
        [{"id": p.id, "name": p.name, "definition": _encode_predicate(p)} for p in new.predicates.values()],
    )
    _insert_many(
        storage,
        connection,
        node_types_table,
        [{"id": t.id, "name": t.name, "definition": orjson.dumps(t).decode()} for t in new.node_types.values()],
    )
    _insert_many(storage, connection, key_scopes_table, _scope_rows(new))
    statement = update(state_table).values(catalog_version=bindparam("v_version"), next_id=bindparam("v_next_id"))
    _run(storage, connection, statement, {"v_version": new.version, "v_next_id": next_id})


def _scope_rows(catalog: Catalog) -> list[dict[str, SqlValue]]:
    rows = [(scope.id, scope.predicate, scope.node_type) for scope in catalog.key_scopes]
    rows += [(s.id, _set_mark + orjson.dumps(s.predicates).decode(), s.node_type) for s in catalog.unique_sets]
    return [{"id": identifier, "predicate": name, "node_type": node_type} for identifier, name, node_type in rows]


def _is_set(predicate: str) -> bool:
    """Whether a row of the scopes is about several predicates together."""
    return predicate.startswith(_set_mark)


def write_schema_text(storage: Storage, connection: Connection, version: int, text: str) -> None:
    """Adds a schema to the history; the newest is the one in force."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    _insert_many(storage, connection, schemas_table, [{"version": version, "text": text, "applied_at": now}])
    _run(storage, connection, update(state_table).values(schema_updates=state_table.c.schema_updates + 1))


def _encode_predicate(predicate: Predicate) -> str:
    document = {
        "id": predicate.id,
        "name": predicate.name,
        "kind": predicate.kind,
        "is_list": predicate.is_list,
        "home": {"form": _home_names[type(predicate.home)], **_members(predicate.home)},
        "indexes": [_members(index) for index in predicate.indexes],
        **{name: getattr(predicate, name) for name in _directives},
        "inverse": predicate.inverse,
        "tag_table": predicate.tag_table,
        "facet_table": predicate.facet_table,
    }
    return orjson.dumps(document).decode()


def _members(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _predicate_from(text: str) -> Predicate:
    document = orjson.loads(text)
    home = document.pop("home")
    return Predicate(
        id=document["id"],
        name=document["name"],
        kind=ValueKind(document["kind"]),
        is_list=document["is_list"],
        home=_homes[home.pop("form")](**home),
        indexes=tuple(
            Index(
                kind=i["kind"],
                state=IndexState(i["state"]),
                table=i["table"],
                options=tuple((key, value) for key, value in i["options"]),
            )
            for i in document["indexes"]
        ),
        **{name: document[name] for name in _directives},
        inverse=document["inverse"],
        tag_table=document["tag_table"],
        facet_table=document["facet_table"],
    )


def _node_type_from(text: str) -> NodeType:
    document = orjson.loads(text)
    for name in ("predicates", "families"):
        document[name] = tuple(document[name])
    return NodeType(**document)


def _insert_many(storage: Storage, connection: Connection, table: Any, rows: list[dict[str, SqlValue]]) -> None:
    if not rows:
        return
    compiled = storage.compile(insert(table).values({name: bindparam(f"v_{name}") for name in rows[0]}))
    connection.execute_many(compiled.text, [compiled.arguments({f"v_{k}": v for k, v in r.items()}) for r in rows])


def _run(
    storage: Storage, connection: Connection, statement: Any, values: Mapping[str, SqlValue] | None = None
) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments(values or {}))
