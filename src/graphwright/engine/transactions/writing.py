"""A mutation of an open transaction: bound by what the transaction sees, and kept for its commit.

New predicates and types are made known at once, as by an alter: other transactions may see them, empty. Values are
checked here too, so that a mutation that is wrong is refused when it comes and the transaction goes on without it.
Does not know: wires, commits.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import update

from graphwright import limits
from graphwright.bind.dql.mutations.changes import build_changes
from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.compile import Compiler
from graphwright.engine.dql_mutating import Bound, apply_mutations, bind_mutations, grow_catalog
from graphwright.engine.dql_requests import hash_passwords, read_writes
from graphwright.engine.dql_upserts import UpsertQuery
from graphwright.engine.execution import Compute, Read, Write, attempts_max
from graphwright.engine.transactions.conflicts import Keys
from graphwright.engine.transactions.open import OpenTransactions, Pending, Transaction
from graphwright.engine.transactions.uids import SpareUids
from graphwright.engine.transactions.views import TransactionalEngine, View
from graphwright.engine.uniqueness import check_unique, sets_unique
from graphwright.engine.writer import Lease
from graphwright.errors import AbortedError, ExecutionError, GraphwrightError, LimitError
from graphwright.model.caller import Caller
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.changes import ChangeSet
from graphwright.model.dql_requests import DqlRequest
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.schema.additions import Additions
from graphwright.storage import ddl
from graphwright.storage.catalog_store import read_state
from graphwright.storage.interface import Connection, OutdatedSchema, ReadConnection, Storage
from graphwright.storage.tables import state_table
from graphwright.storage.writing.change_log import log_of
from graphwright.storage.writing.session import Session

Work = Generator[Read | Write | Compute, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAside:
    """What a mutation of an open transaction answers."""

    data: bytes | None
    uids: Mapping[str, str]


@dataclass(slots=True)
class Aside:
    """Writes aside what mutations of open transactions write."""

    engine: TransactionalEngine
    transactions: OpenTransactions
    spare: SpareUids

    def write(self, view: View, request: DqlRequest, caller: Caller) -> Work:
        """Adds a request's mutations to a transaction.

        Raises:
            GraphwrightError: They are refused; the transaction is as before.
        """
        transaction = view.transaction
        compiler = view.compiler
        read = yield from read_writes(request, is_strict=compiler.loaded.is_strict)
        read = yield from hash_passwords(read, compiler)
        query = UpsertQuery.of(view, compiler, request, read.used, caller)

        def bind(connection: ReadConnection) -> tuple[bytes | None, Bound]:
            data, held = (None, {}) if query is None else query.run(connection)
            session = Session(compiler.loaded.statements, connection)
            return data, bind_mutations(session, compiler.loaded, read.mutations, held, self.spare)

        data, bound = yield Compute(partial(self.spare.enough_for, partial(view.run, bind)))
        quads = sum(len(each.sets) + len(each.deletes) for each in bound.mutations)
        quads += sum(len(m.sets) + len(m.deletes) for each in transaction.pending for m in each.bound.mutations)
        if quads > limits.transaction_quads_max:
            raise LimitError(
                f"an open transaction may write {limits.transaction_quads_max} quads (transaction_quads_max); "
                "commit what is there, or load the data by `graphwright load`"
            )
        loaded = yield from self._grown(compiler, bound.additions)
        changes = build_changes(bound.mutations, loaded.catalog, bound.uids, bound.fresh, bound.types)
        if sets_unique(loaded.catalog, changes):
            yield Compute(partial(view.run, partial(_check_unique, compiler, changes)))
            data = b"{}" if data is None else data  # as the reference, which asks for them by a query
        pending = Pending(bound=bound, loaded=loaded, predicates=_names(changes))
        before = (transaction.loaded, list(transaction.writes))
        self._add(transaction, compiler.loaded, loaded, pending)
        if _may_be_refused(loaded, changes):
            try:
                yield Compute(partial(view.run, lambda _: None))
            except GraphwrightError:
                transaction.loaded, transaction.writes = before
                transaction.pending.remove(pending)
                raise
        self._note(transaction, loaded, changes)
        return WrittenAside(data=data, uids={name: format_uid(uid) for name, uid in bound.uids.items()})

    def _grown(self, compiler: Compiler, additions: Additions) -> Generator[Write, Any, Loaded]:
        """The catalog with what a mutation brings along; it is in force everywhere when this returns."""
        if not any((additions.predicates, additions.node_types, additions.tagged, additions.faceted)):
            return compiler.loaded
        for _ in range(attempts_max):
            newest = self.engine.compiler.loaded
            try:
                grown: Loaded | None = yield Write(_Growing(self.engine.assembler, newest, additions))
            except OutdatedSchema:
                self.engine.refresh(newest)
                continue
            if grown is not None:
                self.engine.install(grown)
            loaded = grown or newest
            if not extends(loaded.catalog, compiler.loaded.catalog):
                raise AbortedError(f"{AbortedError().message}: the schema was changed meanwhile")
            return loaded
        raise ExecutionError("the schema changed again and again while the mutation ran; try again")

    def _add(self, transaction: Transaction, old: Loaded, loaded: Loaded, pending: Pending) -> None:
        """Lets the transaction see the mutation."""
        assembler = self.engine.assembler
        if loaded is not old:
            transaction.writes.append(partial(_adopt, assembler.storage, old.catalog, loaded))
            transaction.loaded = loaded
        transaction.writes.append(_applying(assembler, loaded, pending.bound))
        transaction.pending.append(pending)
        self.transactions.note_writing(transaction)

    def _note(self, transaction: Transaction, loaded: Loaded, changes: Sequence[ChangeSet]) -> None:
        statements = loaded.statements
        keys = Keys(loaded.catalog)
        for each in changes:
            transaction.keys |= keys.of(log_of(each, statements.log_forms, statements.type_ids))
            transaction.predicates.update(dict.fromkeys(_names([each])))


def _may_be_refused(loaded: Loaded, changes: Sequence[ChangeSet]) -> bool:
    """Whether a GraphQL schema says something of what is written that only the writing shows."""
    if loaded.ruled:
        return True
    keyed = {scope.predicate for scope in loaded.catalog.key_scopes}
    keyed.update(name for each in loaded.catalog.unique_sets for name in each.predicates)
    return not keyed.isdisjoint(_names(changes)) or (bool(keyed) and any(each.types for each in changes))


def _check_unique(compiler: Compiler, changes: Sequence[ChangeSet], connection: ReadConnection) -> None:
    check_unique(Session(compiler.loaded.statements, connection), changes)


def _applying(assembler: Assembler, loaded: Loaded, bound: Bound) -> Callable[[Connection], None]:
    """What a mutation does in a draft."""

    def apply(connection: Connection) -> None:
        apply_mutations(assembler, Session(loaded.statements, connection), loaded, bound)

    return apply


def _adopt(storage: Storage, old: Catalog, loaded: Loaded, connection: Connection) -> None:
    """Lets a draft have the tables of a catalog that has grown."""
    if storage.capabilities.snapshots_have_schema:
        ddl.create_missing(storage, connection, old, loaded.catalog)
    session = Session(loaded.statements, connection)
    session.query(("adopt catalog", loaded.version), lambda: update(state_table).values(catalog_version=loaded.version))


@dataclass(frozen=True, slots=True)
class _Growing:
    """Makes known what a mutation brings along, at once."""

    assembler: Assembler
    loaded: Loaded
    additions: Additions

    def run(self, connection: Connection, lease: Lease) -> Loaded | None:
        del lease
        if read_state(self.assembler.storage, connection).catalog_version != self.loaded.version:
            raise OutdatedSchema("the catalog was changed meanwhile")
        return grow_catalog(self.assembler, connection, self.loaded, self.additions)


def extends(new: Catalog, old: Catalog) -> bool:
    """Whether a catalog has all of another as it was, so that what was bound by that one goes on."""
    if new is old:
        return True
    if new.key_scopes != old.key_scopes or new.unique_sets != old.unique_sets:
        return False
    for name, before in old.predicates.items():
        after = new.predicates.get(name)
        if after is None or not is_as_before(after, before):
            return False
    for name, node_type in old.node_types.items():
        present = new.node_types.get(name)
        if present is None or (present.id, present.families) != (node_type.id, node_type.families):
            return False
    return True


def is_as_before(after: Predicate, before: Predicate) -> bool:
    """Whether a predicate is the same, but that it may have got languages or facets."""
    grown = replace(
        before,
        tag_table=before.tag_table or after.tag_table,
        facet_table=before.facet_table or after.facet_table,
        has_languages=before.has_languages or after.has_languages,
    )
    return after == grown


def _names(changes: Sequence[ChangeSet]) -> frozenset[str]:
    """The predicates that change sets write."""
    return frozenset(name for each in changes for name in each.predicates())
