"""Schema changes: from a schema text to a changed store, in one visible order.

Schema rules, generation, rules of `@auth`; then, in one transaction, homes, tables, keys, catalog;
then the indexes, each in transactions of its own, and only ready ones are planned.
Does not know: requests, HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import delete, update

from graphwright import limits
from graphwright.auth.rules import compile_rules
from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.requests import AlterReport
from graphwright.engine.writer import Lease
from graphwright.errors import ErrorList, GraphwrightError, SchemaChangeRefused, SchemaError, StoreBusyError
from graphwright.model.api import ApiSchema
from graphwright.model.catalog import Catalog, Index, IndexState, KeyScope, Predicate
from graphwright.model.remote import LambdaUse
from graphwright.schema.compile import compile_schema
from graphwright.schema.difference import describe_difference
from graphwright.schema.generate import generate_api
from graphwright.schema.physical import PhysicalChange, plan_physical
from graphwright.storage import backfill, ddl
from graphwright.storage.bulk.indexes import build_all
from graphwright.storage.bulk.undo import drop_images
from graphwright.storage.catalog_store import read_catalog, read_state, write_catalog, write_schema_text
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.loads import unfinished_load
from graphwright.storage.tables import (
    Tables,
    blank_nodes_table,
    changes_table,
    key_scopes_table,
    keys_table,
    loads_table,
    memberships_table,
    node_types_table,
    predicates_table,
    schemas_table,
    state_table,
)
from graphwright.storage.unique_sets import change_unique_sets
from graphwright.storage.writing.session import Session, Statements


class Altering(Protocol):
    """What an alter needs of the database."""

    storage: Storage
    assembler: Assembler

    def submit(self, run: Callable[[Connection, Lease], Any]) -> Future[Any]:
        """Queues a job that commits alone."""

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force in this process."""

    def newest(self) -> Loaded:
        """The catalog as the store has it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A schema that breaks no rule of its own."""

    text: str
    api: ApiSchema


def check_schema(text: str, *, is_strict: bool = False, lambda_url: str | None = None) -> Checked:
    """Runs everything that needs only the text.

    Raises:
        ParseError, ErrorList, LimitError: What is wrong, with positions.
    """
    api = compile_schema(text, is_strict=is_strict)
    if lambda_url is None and api.lambdas:
        raise ErrorList([_without_lambda(use) for use in api.lambdas])
    schema = generate_api(api, is_strict=is_strict) if api.has_operations else None
    compile_rules(api, schema)
    return Checked(text=text, api=api)


def _without_lambda(use: LambdaUse) -> SchemaError:
    return SchemaError(
        f"{use.name} needs a lambda server and none is configured; start with --lambda-url, or take @lambda out",
        line=use.line,
        column=use.column,
    )


def alter_schema(database: Altering, text: str) -> AlterReport:
    """Puts a schema in force; returns when every process answers by it and its indexes are ready.

    Raises:
        ErrorList, ParseError: The schema breaks a rule.
        SchemaChangeRefused: The stored data do not allow it.
        StoreBusyError: Another schema change is under way.
    """
    assembler = database.assembler
    checked = check_schema(text, is_strict=assembler.is_strict, lambda_url=assembler.lambda_url)
    with database.storage.alter_lock():
        changed, report = database.submit(lambda connection, _: _change_catalog(database, connection, checked)).result()
        database.install(changed)
        return AlterReport(version=build_indexes(database, changed).version, changes=report)


def _change_catalog(database: Altering, connection: Connection, checked: Checked) -> tuple[Loaded, tuple[str, ...]]:
    storage = database.storage
    old, old_text = read_catalog(storage, connection)
    state = read_state(storage, connection)
    change = plan_physical(old, checked.api, state.next_id)
    _refuse_replaced(storage, connection, old, change, checked.api)
    ddl.create_missing(storage, connection, old, change.catalog)
    for source, target in change.carried:
        conflicts = ddl.carry_edges(storage, connection, old, change.catalog, source, target)
        if conflicts:
            raise _refused(
                f"{source} and {target} cannot become inverses: {conflicts} nodes would refer to two others by a "
                "single reference; clear one of them first",
                checked.api,
                target,
            )
    ddl.abandon_homes(storage, connection, old, change.catalog)
    ddl.complete_families(storage, connection, old, change.catalog)
    _free_keys(storage, connection, old, change.catalog)
    _fill_keys(storage, connection, old, change.catalog)
    change_unique_sets(storage, connection, old, change.catalog)
    for predicate, index in _dropped_indexes(old, change.catalog):
        ddl.drop_index(storage, connection, old, predicate, index)
    catalog = _index_empty(storage, connection, change.catalog)
    write_catalog(storage, connection, catalog, change.next_id)
    write_schema_text(storage, connection, catalog.version, checked.text)
    before = compile_schema(old_text) if old_text.strip() else None
    report = tuple(found.text for found in describe_difference(before, checked.api))
    return database.assembler.assemble(catalog, checked.text, checked.api), report


def _index_empty(storage: Storage, connection: Connection, catalog: Catalog) -> Catalog:
    """Builds the indexes of predicates without data at once: there is nothing to wait for."""
    ready: set[tuple[int, str]] = set()
    tables = Tables(catalog)
    for predicate in dict.fromkeys(predicate.name for predicate, _ in building_indexes(catalog)):
        found = catalog.predicates[predicate]
        if ddl.has_data(storage, connection, catalog, found):
            continue
        for native in ddl.native_indexes(tables, found):
            ddl.create_native_index(storage, connection, native)
        ready |= {(found.id, index.kind) for index in found.indexes}
    return _with_ready(catalog, ready)


def _with_ready(catalog: Catalog, finished: set[tuple[int, str]]) -> Catalog:
    """The catalog with these indexes (predicate id, kind) ready."""
    predicates = {
        name: replace(
            predicate,
            indexes=tuple(
                replace(index, state=IndexState.READY) if (predicate.id, index.kind) in finished else index
                for index in predicate.indexes
            ),
        )
        for name, predicate in catalog.predicates.items()
    }
    return replace(catalog, predicates=predicates)


def _refuse_replaced(
    storage: Storage, connection: Connection, old: Catalog, change: PhysicalChange, api: ApiSchema
) -> None:
    errors: list[GraphwrightError] = []
    for name in change.replaced:
        before, after = old.predicates[name], change.catalog.predicates[name]
        if ddl.has_data(storage, connection, old, before):
            errors.append(
                _refused(
                    f"{name} cannot change from {_shown(before)} to {_shown(after)}: nodes have values of it; "
                    "clear them first, or use another name",
                    api,
                    name,
                )
            )
    if errors:
        raise ErrorList(errors)


def _refused(message: str, api: ApiSchema | None, predicate: str) -> SchemaChangeRefused:
    """The refusal of a change, with the place where the text declares the predicate, with preference its `@id`."""
    found = [
        field
        for api_type in (api.types.values() if api is not None else ())
        for field in api_type.fields.values()
        if field.predicate == predicate and field.declared_in == api_type.name
    ]
    found.sort(key=lambda field: (not field.is_key, field.line, field.column))
    return SchemaChangeRefused(
        message, line=found[0].line if found else None, column=found[0].column if found else None
    )


def _shown(predicate: Predicate) -> str:
    return f"[{predicate.kind}]" if predicate.is_list else str(predicate.kind)


def _free_keys(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Gives up the values of fields that are `@id` no longer."""
    for scope in old.key_scopes:
        if scope not in new.key_scopes:
            _run(storage, connection, delete(keys_table).where(keys_table.c.scope == scope.id))


def _fill_keys(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Takes the stored values of fields that became `@id`."""
    known = set(old.key_scopes)
    for scope in new.key_scopes:
        if scope in known or scope.predicate not in old.predicates:
            continue
        doubled = backfill.fill_key_scope(storage, connection, new, scope)
        if doubled:
            raise _refused(_doubled_text(new, scope, doubled), new.api, scope.predicate)


def _doubled_text(catalog: Catalog, scope: KeyScope, doubled: Sequence[tuple[str, int, int]]) -> str:
    types = () if catalog.api is None else catalog.api.types.values()
    fields = [f for api_type in types for f in api_type.fields.values() if f.predicate == scope.predicate]
    wanted = "@id" if any(field.is_key for field in fields) else "@unique"
    examples = "; ".join(
        f"nodes 0x{first:x} and 0x{second:x} both have the value {value!r:.100}"
        for value, first, second in doubled[: limits.schema_duplicates_shown_max]
    )
    left = len(doubled) - limits.schema_duplicates_shown_max
    more = f", and {left} more values are there twice" if left > 0 else ""
    return f"{scope.predicate} cannot become {wanted}: {examples}{more}"


def _dropped_indexes(old: Catalog, new: Catalog) -> list[tuple[Predicate, Index]]:
    dropped = []
    for name, before in old.predicates.items():
        after = new.predicates.get(name)
        if after is None or after.home != before.home:
            continue
        kept = {index.kind for index in after.indexes}
        dropped += [(after, index) for index in before.indexes if index.kind not in kept]
    return dropped


# ---- indexes --------------------------------------------------------------------------------------


def building_indexes(catalog: Catalog) -> list[tuple[Predicate, Index]]:
    """The indexes that are not ready."""
    return [
        (predicate, index)
        for predicate in catalog.predicates.values()
        for index in predicate.indexes
        if index.state is IndexState.BUILDING
    ]


def build_indexes(database: Altering, loaded: Loaded) -> Loaded:
    """Builds what is not ready, each index in transactions of its own, then plans with it."""
    pending = building_indexes(loaded.catalog)
    if not pending:
        return loaded
    for predicate, index in pending:
        if index.table is None:
            database.submit(_native_job(database.storage, loaded.catalog, predicate)).result()
        else:
            _fill_tokens(database, loaded, predicate, index)
    ready: Loaded = database.submit(lambda connection, _: _set_ready(database, connection, loaded)).result()
    database.install(ready)
    return ready


def resume_indexes(database: Altering) -> None:
    """Builds the indexes that a process which ended left unfinished; whoever alters at the moment does it otherwise.

    Those that a load put aside are the load's to build, when it is continued or taken back.
    """
    if database.submit(lambda connection, _: unfinished_load(database.storage, connection)).result() is not None:
        return
    with suppress(StoreBusyError), database.storage.alter_lock():
        build_indexes(database, database.newest())


def _native_job(storage: Storage, catalog: Catalog, predicate: Predicate) -> Callable[[Connection, Lease], None]:
    def build(connection: Connection, _: Lease) -> None:
        for native in ddl.native_indexes(Tables(catalog), predicate):
            ddl.create_native_index(storage, connection, native)

    return build


def _fill_tokens(database: Altering, loaded: Loaded, predicate: Predicate, index: Index) -> None:
    """Fills a token table in batches, so that other writers wait briefly only."""
    last = 0
    size = 500
    while True:

        def fill(connection: Connection, _: Lease, last: int = last, size: int = size) -> tuple[int, float]:
            session = Session(loaded.statements, connection)
            return backfill.fill_tokens(session, predicate, index, last, size)

        reached, took_ms = database.submit(fill).result()
        if reached == last:
            return
        last = reached
        size = max(50, min(20_000, int(size * limits.index_batch_ms / max(took_ms, 1.0))))


def _set_ready(database: Altering, connection: Connection, built: Loaded) -> Loaded:
    storage = database.storage
    catalog, text = read_catalog(storage, connection)
    finished = {(predicate.id, index.kind) for predicate, index in building_indexes(built.catalog)}
    ready = replace(_with_ready(catalog, finished), version=catalog.version + 1)
    write_catalog(storage, connection, ready, read_state(storage, connection).next_id)
    return database.assembler.assemble(ready, text, built.api)


# ---- emptying -------------------------------------------------------------------------------------


def drop_all(database: Altering) -> None:
    """Empties the store: data, types, schema and its history. Uids are not given out again."""

    def drop(connection: Connection, _: Lease) -> Loaded:
        storage = database.storage
        catalog, _text = read_catalog(storage, connection)
        ddl.drop_user_tables(storage, connection, catalog)
        drop_images(Session(Statements(storage, catalog), connection))
        tables = (
            predicates_table,
            node_types_table,
            key_scopes_table,
            schemas_table,
            keys_table,
            memberships_table,
            changes_table,
            loads_table,
            blank_nodes_table,
        )
        for table in tables:
            _run(storage, connection, delete(table))
        _run(
            storage,
            connection,
            update(state_table).values(
                catalog_version=state_table.c.catalog_version + 1, schema_updates=state_table.c.schema_updates + 1
            ),
        )
        return database.assembler.assemble(Catalog(version=catalog.version + 1), "", None)

    with database.storage.alter_lock():
        database.install(database.submit(drop).result())


def drop_data(database: Altering) -> None:
    """Removes all nodes; types, schema and indexes stay."""

    def drop(connection: Connection, _: Lease) -> None:
        storage = database.storage
        catalog, _text = read_catalog(storage, connection)
        tables = (keys_table, memberships_table, changes_table, blank_nodes_table, loads_table)
        for table in (*ddl.user_tables(catalog), *tables):
            _run(storage, connection, delete(table))
        _run(storage, connection, update(state_table).values(commit_ts=state_table.c.commit_ts + 1))
        session = Session(Statements(storage, catalog), connection)
        drop_images(session)
        # What an unfinished load put aside, if there is one.
        build_all(session)

    with database.storage.alter_lock():
        database.submit(drop).result()
        build_indexes(database, database.newest())


def _run(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
