"""The commit of an open transaction: one job of the writer, in which nobody else commits.

In: a transaction. Out: its commit_ts. First committer wins: what was committed since it began is read from the log of
changes, and one common key gives it up. Does not know: threads, wires.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import orjson
from sqlalchemy import bindparam, select

from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.dql_mutating import apply_mutations
from graphwright.engine.execution import Write, attempts_max
from graphwright.engine.mutating import begin, record_changes
from graphwright.engine.transactions.conflicts import Key, Keys, conflict
from graphwright.engine.transactions.open import Transaction
from graphwright.engine.transactions.views import TransactionalEngine
from graphwright.engine.transactions.writing import is_as_before
from graphwright.engine.writer import Lease
from graphwright.errors import AbortedError, DuplicateKeyError, ExecutionError
from graphwright.model.changes import ChangeSet
from graphwright.records import dataclass
from graphwright.storage.interface import Connection, OutdatedSchema
from graphwright.storage.tables import changes_table
from graphwright.storage.writing.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Committing:
    """Applies what a transaction has written, to be run by the writer."""

    assembler: Assembler
    loaded: Loaded
    transaction: Transaction

    def run(self, connection: Connection, lease: Lease) -> tuple[int, Loaded | None]:
        """Writes it all; gives the commit_ts, and the catalog if it has grown.

        Raises:
            AbortedError: Others were first.
            OutdatedSchema: The catalog is newer than the one given.
        """
        del lease
        transaction, loaded = self.transaction, self.loaded
        if transaction.is_doomed:
            raise AbortedError
        session = Session(loaded.statements, connection)
        position = begin(session, loaded.version)
        self._check_schema()
        if conflict(transaction.keys, _committed(session, loaded, transaction.position, position)):
            raise AbortedError
        changes: list[ChangeSet] = []
        grown: Loaded | None = None
        for each in transaction.pending:
            try:
                applied = apply_mutations(self.assembler, session, loaded, each.bound)
                connection.settle()
            except DuplicateKeyError as error:
                # Somebody took it meanwhile: there was none when the mutation came.
                raise AbortedError(f"{AbortedError().message}: {error.message}") from error
            changes += applied.changes
            if applied.grown is not None:
                grown = loaded = applied.grown
                session = Session(loaded.statements, connection)
        record_changes(session, changes, position)
        return position, grown

    def _check_schema(self) -> None:
        """What the mutations were bound by is still so."""
        predicates = self.loaded.catalog.predicates
        for each in self.transaction.pending:
            for name in each.predicates:
                present = predicates.get(name)
                if present is None or not is_as_before(present, each.loaded.catalog.predicates[name]):
                    raise AbortedError(f"{AbortedError().message}: {name} was altered meanwhile")


def _committed(session: Session, loaded: Loaded, after: int, until: int) -> set[Key]:
    """What others have changed between two commits, without the latter.

    Raises:
        AbortedError: It is not known: the log does not go back so far, or something changed everything.
    """
    if until == after + 1:
        return set()
    rows = session.query(
        "changes between",
        lambda: select(changes_table.c.changes).where(
            changes_table.c.commit_ts > bindparam("v_after"), changes_table.c.commit_ts < bindparam("v_until")
        ),
        v_after=after,
        v_until=until,
    )
    if len(rows) != until - after - 1:
        raise AbortedError
    keys = Keys(loaded.catalog)
    found: set[Key] = set()
    for (text,) in rows:
        entries = orjson.loads(bytes(text))
        if entries is None:
            raise AbortedError
        found |= keys.of(entries)
    return found


def commit(engine: TransactionalEngine, transaction: Transaction) -> Generator[Write, Any, int]:
    """Commits a transaction that has written; the caller ends it, whatever comes.

    Raises:
        AbortedError: Others were first.
    """
    for _ in range(attempts_max):
        loaded = engine.compiler.loaded
        job = Committing(assembler=engine.assembler, loaded=loaded, transaction=transaction)
        try:
            position, grown = yield Write(job)
        except OutdatedSchema:
            engine.refresh(loaded)
            continue
        if grown is not None:
            engine.install(grown)
        return int(position)
    raise ExecutionError("the schema changed again and again while the transaction was committed; try again")
