"""`copy_store`: everything of a store into an empty one, whatever the databases of the two.

Tables are the same in all stores of a catalog, so rows are copied as they are: data, keys, tokens, names that loads
keep, the history of schemas, and the counters, so that uids, positions and catalog versions go on where they were. Each
batch commits with a checkpoint; what was interrupted goes on there. The catalog comes last, when indexes are built and
counts and checksums of all tables agree: until then the target is an empty store in which a copy is under way.
Does not know: what the rows mean.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, field
from typing import Any, Final

import orjson
from sqlalchemy import Table, update
from sqlalchemy.schema import CreateTable

from graphwright import limits
from graphwright.errors import CopyError, StoreBusyError
from graphwright.model.catalog import Catalog
from graphwright.records import dataclass
from graphwright.storage import ddl
from graphwright.storage.bulk.indexes import build_all
from graphwright.storage.bulk.moving import MovedTable, Row, Tally
from graphwright.storage.catalog_store import State, prepare_store, read_catalog, read_state
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.loads import (
    LoadRow,
    LoadState,
    delete_load,
    insert_load,
    unfinished_in_words,
    unfinished_load,
    update_load,
)
from graphwright.storage.tables import (
    key_scopes_table,
    loads_table,
    node_types_table,
    predicates_table,
    schemas_table,
    state_table,
    system,
)
from graphwright.storage.unique_sets import change_unique_sets
from graphwright.storage.writing.session import Session, Statements

_copy_id: Final = 1
_last: Final = (predicates_table, node_types_table, key_scopes_table, schemas_table, loads_table, state_table)
"""What makes the target a store with content; written together, at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyProgress:
    """How far a copy is.

    Attributes:
        phase: "rows", "indexes" or "checking".
    """

    rows: int
    rows_total: int
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReport:
    """What a copy did."""

    tables: int
    rows: int
    seconds: float
    was_resumed: bool

    def __str__(self) -> str:
        again = ", continued" if self.was_resumed else ""
        return (
            f"copied {self.rows:,} rows of {self.tables} tables in {self.seconds:,.1f} s{again}; "
            "counts and checksums agree"
        )


@dataclass(slots=True, kw_only=True)
class _Checkpoint:
    """Where a copy is.

    Attributes:
        source: Counters of the source when it began: rows copied before and after must be of one state.
        after: By table, the key of the last row copied; of tables that are done too.
        tallies: By table, what was read of the source.
    """

    source: list[int]
    after: dict[str, list[Any]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)

    def text(self) -> str:
        return orjson.dumps(asdict(self), option=orjson.OPT_NON_STR_KEYS).decode()


OnProgress = Callable[[CopyProgress], None]


def copy_store(source: Storage, target: Storage, on_progress: OnProgress | None = None) -> CopyReport:
    """Copies everything into an empty store, or goes on with it.

    Args:
        on_progress: Called in this thread after each batch.

    Raises:
        CopyError: The target is not empty, the source has changed since the copy began, or the two differ in the end.
        StoreError: One of them failed; the same call goes on from there.
    """
    began = time.monotonic()
    with ExitStack() as stack:
        reader, writer = source.open_writer(), target.open_writer()
        stack.callback(reader.close)
        stack.callback(writer.close)
        prepare_store(source, reader)
        prepare_store(target, writer)
        stack.enter_context(_held(target))
        stack.enter_context(reader.read_transaction())
        copying = _Copying(source, reader, target, writer, on_progress or (lambda _: None))
        was_resumed = copying.begin()
        copying.copy_rows()
        copying.build_indexes()
        copying.check()
        copying.finish()
        return CopyReport(
            tables=len(copying.tables),
            rows=copying.rows,
            seconds=time.monotonic() - began,
            was_resumed=was_resumed,
        )


def _held(target: Storage) -> Any:
    try:
        lock = target.alter_lock()
        lock.__enter__()
    except StoreBusyError:
        raise CopyError("another copy, load or schema change is under way in the target") from None
    stack = ExitStack()
    stack.push(lock.__exit__)
    return stack


class _Copying:
    """A copy under way."""

    def __init__(
        self, source: Storage, reader: Connection, target: Storage, writer: Connection, tell: OnProgress
    ) -> None:
        self._source, self._reader, self._target, self._writer, self._tell = source, reader, target, writer, tell
        self._catalog, _ = read_catalog(source, reader)
        self._state = read_state(source, reader)
        tables = [table for table in system.sorted_tables if table not in _last]
        self.tables: list[Table] = [*tables, *ddl.user_tables(self._catalog)]
        self._checkpoint = _Checkpoint(source=_counters(self._state))
        self._total = 0

    @property
    def rows(self) -> int:
        """Rows copied so far."""
        return sum(tally.rows for tally in self._checkpoint.tallies.values())

    def begin(self) -> bool:
        """Makes the target's tables, or finds how far a copy came before; whether it is that."""
        if unfinished := unfinished_in_words(self._source, self._reader):
            raise CopyError(f"the source is not whole: {unfinished[0]}")
        self._total = sum(MovedTable(self._source, table).count(self._reader) for table in self.tables)
        row = unfinished_load(self._target, self._writer)
        if row is not None and row.state is LoadState.COPYING:
            self._checkpoint = _read_checkpoint(row.checkpoint)
            if self._checkpoint.source != _counters(self._state):
                raise CopyError(
                    f"{self._source.describe()} was written since this copy began, or the copy was of another store: "
                    f"remove {self._target.describe()} and copy anew, while nobody writes"
                )
            return True
        self._refuse_content()
        with self._target.write_transaction(self._writer):
            for table in ddl.user_tables(self._catalog):
                compiled = self._target.compile(CreateTable(table))
                self._writer.rows(compiled.text)
            begun = LoadRow(
                id=_copy_id,
                description=self._source.describe(),
                state=LoadState.COPYING,
                checkpoint=self._checkpoint.text(),
                first_uid=1,
            )
            insert_load(self._target, self._writer, begun)
        return False

    def _refuse_content(self) -> None:
        state = read_state(self._target, self._writer)
        used = [table.name for table in system.sorted_tables if table is not state_table and self._has_rows(table)]
        if used or state.catalog_version or state.commit_ts:
            raise CopyError(
                f"the store {self._target.describe()} is not empty; copy into one that is not there yet (another file, "
                "or another schema by ?schema=…), or remove it first"
            )

    def _has_rows(self, table: Table) -> bool:
        return MovedTable(self._target, table).count(self._writer) > 0

    def copy_rows(self) -> None:
        """The rows of all tables but the last ones, batch by batch."""
        for table in self.tables:
            if table.name not in self._checkpoint.done:
                self._copy(table)

    def _copy(self, table: Table) -> None:
        source, target = MovedTable(self._source, table), MovedTable(self._target, table)
        checkpoint = self._checkpoint
        tally = checkpoint.tallies.setdefault(table.name, Tally())
        for rows in source.batches(self._reader, limits.copy_batch_rows, checkpoint.after.get(table.name)):
            with self._target.write_transaction(self._writer):
                target.write(self._writer, rows)
                tally.add(rows)
                checkpoint.after[table.name] = list(source.key_of(rows[-1]))
                self._save()
            self._report("rows")
        checkpoint.done.append(table.name)
        with self._target.write_transaction(self._writer):
            self._save()

    def _save(self) -> None:
        update_load(self._target, self._writer, _copy_id, LoadState.COPYING, self._checkpoint.text())

    def build_indexes(self) -> None:
        """All native indexes, in the order that is cheapest: behind the rows."""
        self._report("indexes")
        with self._target.write_transaction(self._writer):
            session = Session(Statements(self._target, self._catalog), self._writer)
            build_all(session)
            empty = Catalog(version=0, predicates={}, node_types={}, key_scopes=())
            if "unique sets" not in self._checkpoint.done:
                change_unique_sets(self._target, self._writer, empty, self._catalog)
                self._checkpoint.done.append("unique sets")
            self._save()
        self._target.refresh_statistics(self._writer, [table.name for table in self.tables])

    def check(self) -> None:
        """Reads what was written and compares it with what was read.

        Raises:
            CopyError: They differ.
        """
        for table in self.tables:
            found = Tally()
            with self._writer.read_transaction():
                for rows in MovedTable(self._target, table).batches(self._writer, limits.copy_batch_rows):
                    found.add(rows)
            expected = self._checkpoint.tallies[table.name]
            if found != expected:
                raise CopyError(
                    f"the copy is not the same: {table.name} has {found.rows:,} rows, checksum {found.checksum:016x}, "
                    f"and should have {expected.rows:,}, {expected.checksum:016x}; somebody writes to "
                    f"{self._target.describe()}, or it is damaged: remove it and copy anew"
                )
            self._report("checking")

    def finish(self) -> None:
        """The catalog, and with it everything that was copied, comes into force."""
        with self._target.write_transaction(self._writer):
            delete_load(self._target, self._writer, _copy_id)
            self._refuse_content_of_others()
            for table in _last:
                rows = MovedTable(self._source, table).all_rows(self._reader)
                if table is state_table:
                    self._set_state()
                elif rows:
                    MovedTable(self._target, table).write(self._writer, rows)
                _same(table, rows, MovedTable(self._target, table).all_rows(self._writer))

    def _refuse_content_of_others(self) -> None:
        state = read_state(self._target, self._writer)
        if state.catalog_version or state.commit_ts:
            raise CopyError(
                f"somebody wrote to {self._target.describe()} while it was copied to: remove it and copy anew"
            )

    def _set_state(self) -> None:
        values: dict[str, Any] = {name: getattr(self._state, name) for name in State.__slots__}
        compiled = self._target.compile(update(state_table).values(values))
        self._writer.rows(compiled.text, compiled.arguments({}))

    def _report(self, phase: str) -> None:
        self._tell(CopyProgress(rows=self.rows, rows_total=self._total, phase=phase))


def _same(table: Table, rows: Sequence[Row], copied: Sequence[Row]) -> None:
    if list(rows) != list(copied):
        raise CopyError(f"the copy is not the same: {table.name} differs; remove the target and copy anew")


def _counters(state: State) -> list[int]:
    """What tells whether a store is as it was."""
    return [state.catalog_version, state.commit_ts, state.next_uid, state.next_id, state.schema_updates]


def _read_checkpoint(text: str) -> _Checkpoint:
    members: dict[str, Any] = orjson.loads(text)
    members["tallies"] = {name: Tally(**tally) for name, tally in members["tallies"].items()}
    return _Checkpoint(**members)
