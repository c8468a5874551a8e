"""What an open transaction sees: its snapshot, and what it wrote itself.

`View.run` gives a body the connection that shows it; `TransactionEngine` is what execution takes for the database, with
the catalog that the transaction goes by. Does not know: who asks, what is read.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.compile import Compiler
from graphwright.engine.execution import Engine
from graphwright.engine.persisted import PersistedQueries
from graphwright.engine.transactions.open import OpenTransactions, Transaction
from graphwright.errors import AbortedError, StoreError
from graphwright.storage.interface import DraftImpossible, ReadConnection

Result = TypeVar("Result")

_compilers_max: Final = 8
"""Catalogs other than the newest that transactions of a process go by, whose plans are kept."""


class TransactionalEngine(Engine, Protocol):
    """What transactions need of the database's state."""

    assembler: Assembler

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force that this process wrote."""


class Compilers:
    """The plans of catalogs that transactions go by."""

    def __init__(self, engine: TransactionalEngine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._older: OrderedDict[int, Compiler] = OrderedDict()

    def of(self, version: int, load: Callable[[], Loaded]) -> Compiler:
        """The compiler of a version of the catalog.

        Args:
            load: Reads the catalog, where this process does not have it.
        """
        present = self._engine.compiler
        if present.loaded.version == version:
            return present
        with self._lock:
            known = self._older.get(version)
            if known is not None:
                self._older.move_to_end(version)
                return known
        made = Compiler(load())
        with self._lock:
            self._older[version] = made
            while len(self._older) > _compilers_max:
                self._older.popitem(last=False)
        return made


class View:
    """What one transaction sees; for the step that has its turn."""

    def __init__(self, transactions: OpenTransactions, compilers: Compilers, engine: TransactionalEngine) -> None:
        self._transactions = transactions
        self._compilers = compilers
        self._engine = engine
        self.transaction: Transaction

    def of(self, transaction: Transaction) -> View:
        """The view of a transaction."""
        view = View(self._transactions, self._compilers, self._engine)
        view.transaction = transaction
        return view

    @property
    def statement_ms_max(self) -> int:
        """Milliseconds that one statement may take."""
        return self._engine.assembler.storage.options.statement_ms_max

    @property
    def is_busy(self) -> bool:
        """Whether a read would have to wait; it may come to that also where this is False."""
        transaction = self.transaction
        if not transaction.writes:
            return transaction.shared.snapshot.is_busy
        draft = transaction.draft
        return draft is None or draft.is_busy or not draft.has_done(len(transaction.writes))

    def run(self, body: Callable[[ReadConnection], Result]) -> Result:
        """Runs what only reads.

        Raises:
            AbortedError: The database cannot show what the transaction sees any more; it is given up.
        """
        transaction = self.transaction
        snapshot = transaction.shared.snapshot
        if transaction.is_over:
            raise self._lost()
        try:
            if not transaction.writes:
                return snapshot.run(body)
            if transaction.draft is None:
                transaction.draft = snapshot.open_draft()
            return transaction.draft.run(transaction.writes, body)
        except DraftImpossible as error:
            raise self._lost(str(error)) from error
        except StoreError as error:
            if snapshot.is_alive:
                raise
            raise self._lost() from error

    def _lost(self, reason: str = "") -> AbortedError:
        """Gives the transaction up."""
        self.transaction.reason = reason = reason or self.transaction.reason
        self._transactions.end(self.transaction)
        return AbortedError(f"{AbortedError().message}: {reason}") if reason else AbortedError()

    # -- as execution's engine

    @property
    def compiler(self) -> Compiler:
        """The plans of the catalog that the transaction goes by."""
        return self._compilers.of(self.transaction.version, self._load)

    def _load(self) -> Loaded:
        if self.transaction.loaded is not None:
            return self.transaction.loaded
        return self.run(lambda connection: self._engine.assembler.load(connection, in_transaction=True))

    @property
    def persisted(self) -> PersistedQueries:
        """The database's."""
        return self._engine.persisted

    @persisted.setter
    def persisted(self, persisted: PersistedQueries) -> None:
        raise AssertionError(f"they are not the transaction's: {persisted}")

    @property
    def assembler(self) -> Assembler:
        """The database's."""
        return self._engine.assembler

    @assembler.setter
    def assembler(self, assembler: Assembler) -> None:
        raise AssertionError(f"it is not the transaction's: {assembler}")

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force that this process wrote."""
        self._engine.install(loaded)

    def refresh(self, seen: Loaded) -> None:
        """What it sees does not change: a table that is gone can only be somebody else's alter."""
        raise self._lost(f"the schema was changed, from version {seen.version}")

    def count(self, *, is_hit: bool) -> None:
        """Notes a request."""
        self._engine.count(is_hit=is_hit)
