"""Schema changes: from a schema text to a changed store, in one visible order.

Schema rules, generation, rules of `@auth`; then, in one transaction, what stored data say against it, other names,
homes, tables, conversions, keys, catalog; then the indexes (`indexing.py`), each in transactions of its own.
Does not know: requests, HTTP.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from graphwright.auth.rules import Rules
from graphwright.engine.catalogs import Loaded
from graphwright.engine.effects import effect_of, refuse_pause
from graphwright.engine.emptying import drop_all, drop_data
from graphwright.engine.generated import generate, read_api
from graphwright.engine.ground import Ground, own_fields, survey
from graphwright.engine.indexing import Altering, build_indexes, building_indexes, index_empty, resume_indexes
from graphwright.engine.obstacles import (
    Obstacle,
    domain_of,
    doubled_text,
    find_obstacles,
    inverse_text,
    new_single_inverses,
    refused,
)
from graphwright.engine.requests import AlterOptions, AlterReport
from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiSchema
from graphwright.model.catalog import Catalog, Index, Predicate, ReverseHome
from graphwright.model.changes import ChangeSet
from graphwright.model.remote import LambdaUse
from graphwright.records import dataclass
from graphwright.schema.difference import describe_difference
from graphwright.storage import backfill, converting, ddl, fitting
from graphwright.storage.catalog_store import write_catalog, write_schema_text
from graphwright.storage.discarding import drop_empty_families
from graphwright.storage.fitting import Domain
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.tables import keys_table
from graphwright.storage.turns import alter_lock_in_turn
from graphwright.storage.unique_sets import change_unique_sets
from graphwright.storage.writing.apply import apply_changes
from graphwright.storage.writing.session import Session, Statements

__all__ = [
    "Altering",
    "Checked",
    "alter_schema",
    "build_indexes",
    "building_indexes",
    "check_schema",
    "drop_all",
    "drop_data",
    "resume_indexes",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A schema that breaks no rule of its own."""

    text: str
    api: ApiSchema
    rules: Rules


def check_schema(text: str, *, is_strict: bool = False, lambda_url: str | None = None) -> Checked:
    """Runs everything that needs only the text.

    Raises:
        ParseError, ErrorList, LimitError: What is wrong, with positions.
    """
    api = read_api(text, is_strict=is_strict)
    if lambda_url is None and api.lambdas:
        raise ErrorList([_without_lambda(use) for use in api.lambdas])
    return Checked(text=text, api=api, rules=generate(api, is_strict=is_strict or api.is_strict).rules)


def _without_lambda(use: LambdaUse) -> SchemaError:
    return SchemaError(
        f"{use.name} needs a lambda server and none is configured; start with --lambda-url, or take @lambda out",
        line=use.line,
        column=use.column,
    )


def alter_schema(database: Altering, text: str, options: AlterOptions) -> AlterReport:
    """Puts a schema in force; returns when every process answers by it and its indexes are ready.

    Raises:
        ErrorList, ParseError: The schema breaks a rule.
        SchemaChangeRefused: The stored data do not allow it.
        StoreBusyError: Another schema change is under way.
    """
    assembler = database.assembler
    checked = check_schema(text, is_strict=assembler.is_strict, lambda_url=assembler.lambda_url)
    storage = database.storage
    with alter_lock_in_turn(storage) if options.waits else storage.alter_lock():
        changed, report, lost = database.submit(
            lambda connection, _: _change_catalog(database, connection, checked, options)
        ).result()
        database.install(changed)
        return AlterReport(version=build_indexes(database, changed).version, changes=report, lost=lost)


def _change_catalog(
    database: Altering, connection: Connection, checked: Checked, options: AlterOptions
) -> tuple[Loaded, tuple[str, ...], tuple[str, ...]]:
    storage, api = database.storage, checked.api
    ground = survey(storage, connection, api)
    old, change = ground.old, ground.change
    is_strict = database.assembler.is_strict or api.is_strict
    lost = _pass_obstacles(ground, list(find_obstacles(ground, is_strict=is_strict)), options)
    changes = describe_difference(ground.old_api, api)
    if not options.allow_pause:
        refuse_pause([effect_of(ground, found) for found in changes])
    if ground.renames:
        ddl.drop_left(storage, connection, ground.stored, old)
    ddl.create_missing(storage, connection, old, change.catalog)
    _carry(ground)
    _convert(ground)
    ddl.abandon_homes(storage, connection, old, change.catalog)
    drop_empty_families(storage, connection, old, change.catalog)
    ddl.complete_families(storage, connection, old, change.catalog)
    _free_keys(storage, connection, ground.stored, change.catalog)
    _fill_keys(storage, connection, old, change.catalog)
    change_unique_sets(storage, connection, old, change.catalog)
    for predicate, index in dropped_indexes(old, change.catalog):
        ddl.drop_index(storage, connection, old, predicate, index)
    catalog = index_empty(storage, connection, change.catalog)
    write_catalog(storage, connection, catalog, change.next_id)
    write_schema_text(storage, connection, catalog.version, checked.text)
    report = tuple(found.text for found in changes)
    return database.assembler.assemble(catalog, checked.text, api), report, lost


# ---- what stands in the way -----------------------------------------------------------------------


def _pass_obstacles(ground: Ground, found: list[Obstacle], options: AlterOptions) -> tuple[str, ...]:
    """Takes away what a field may not hold any more, if data may be lost.

    Returns:
        What is lost, a line each.

    Raises:
        ErrorList: Something stands in the way that may not be passed.
    """
    errors: list[GraphwrightError] = [each.error for each in found if each.lost is None or not options.allow_unsafe]
    if errors:
        raise ErrorList(errors)
    for each in found:
        if each.removed is not None:
            _remove_outside(ground, *each.removed)
    return tuple(each.lost for each in found if each.lost)


def _remove_outside(ground: Ground, name: str, domain: Domain) -> None:
    session = ground.session()
    predicate = ground.old.predicates[name]
    for pairs in fitting.values_outside(ground.storage, ground.connection, ground.old, predicate, domain):
        apply_changes(session, ChangeSet(fresh=range(0), remove_values={name: pairs}))


# ---- homes ----------------------------------------------------------------------------------------


def _carry(ground: Ground) -> None:
    for source, target in ground.change.carried:
        conflicts = ddl.carry_edges(
            ground.storage, ground.connection, ground.old, ground.change.catalog, source, target
        )
        if conflicts:
            raise refused(inverse_text(source, target, conflicts), ground.api, target)
    _refuse_doubled(ground)


def _refuse_doubled(ground: Ground) -> None:
    new = ground.change.catalog
    for source, view in new_single_inverses(ground):
        doubled = fitting.doubled_in_view(ground.storage, ground.connection, new, view)
        if doubled:
            raise refused(inverse_text(source, view.name, doubled), ground.api, view.name)


def _convert(ground: Ground) -> None:
    """Moves the values of fields that have another type now into their new homes."""
    fields = {found.predicate: found for _, found in own_fields(ground.api)}
    old = ground.session()
    new = Session(Statements(ground.storage, ground.change.catalog), ground.connection)
    for name in ground.change.replaced:
        before, after = ground.old.predicates[name], ground.change.catalog.predicates[name]
        # What showed another's edges has nothing of its own, whatever has been carried there just now.
        if not isinstance(before.home, ReverseHome) and ground.has_data(before):
            converting.convert(old, new, before, after, domain_of(ground.api, fields[name]))


# ---- keys -----------------------------------------------------------------------------------------


def _free_keys(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Gives up the values of fields that are `@id` no longer."""
    kept = {scope.id for scope in new.key_scopes}
    for scope in old.key_scopes:
        if scope.id not in kept:
            _run(storage, connection, delete(keys_table).where(keys_table.c.scope == scope.id))


def _fill_keys(storage: Storage, connection: Connection, old: Catalog, new: Catalog) -> None:
    """Takes the stored values of fields that became `@id`."""
    known = set(old.key_scopes)
    for scope in new.key_scopes:
        if scope in known or scope.predicate not in old.predicates:
            continue
        doubled = backfill.fill_key_scope(storage, connection, new, scope)
        if doubled:
            raise refused(doubled_text(new, scope, doubled), new.api, scope.predicate)


def dropped_indexes(old: Catalog, new: Catalog) -> list[tuple[Predicate, Index]]:
    """The indexes that are no more, each with its predicate as it will be."""
    dropped = []
    for name, before in old.predicates.items():
        after = new.predicates.get(name)
        if after is None or after.home != before.home:
            continue
        kept = {index.kind for index in after.indexes}
        dropped += [(after, index) for index in before.indexes if index.kind not in kept]
    return dropped


def _run(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
