"""Nearest vectors, exactly: SQL functions on one connection over matrices that the process keeps.

`gw_nearest(…)` compares the asked vector with all of a column: 4 ms for 100,000 of 384 numbers, where calling a
distance function for each row takes 70 ms. A matrix is brought up to the statement's own snapshot by the log of
changes, so what it finds is what the snapshot holds. Does not know: catalogs, plans.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import orjson

from graphwright import limits
from graphwright.model.vectors import check_count, vector_dot, vector_math, vector_text
from graphwright.records import dataclass
from graphwright.storage.interface import OverBudget
from graphwright.storage.nearest import Matrix, Row, matrices, positions, scan, search, within

if TYPE_CHECKING:
    import apsw
    from numpy import ndarray

    Array = ndarray[Any, Any]

_inline_numbers_max: Final = 500_000
"""Numbers that are compared in the event loop; more takes longer than a read may there."""
_inline_ms: Final = 10.0
"""A statement with less time than this left runs in the event loop."""
_layers_max: Final = 8
"""Layers of changes that are kept apart before they are put together; with an eighth of all rows, all are."""
_block_bytes: Final = 64 * 1024 * 1024
"""Vectors read at once of a column that is too large to keep."""


@dataclass(frozen=True, slots=True)
class Column:
    """The vectors of one column as they were at a commit.

    Attributes:
        state: (catalog version, commit_ts).
        by_length: Numbers per vector to these vectors: those read first, and behind them what has changed since.
    """

    state: tuple[int, int]
    by_length: dict[int, tuple[Matrix, ...]]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(each.rows.nbytes + 2 * each.uids.nbytes for layers in self.by_length.values() for each in layers)


class VectorCache:
    """The matrices of one store in this process, the last used ones up to `vector_cache_bytes_max`."""

    def __init__(self) -> None:
        self._columns: OrderedDict[tuple[str, str], Column] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: tuple[str, str]) -> Column | None:
        """A column, as it was when last kept."""
        with self._lock:
            if name in self._columns:
                self._columns.move_to_end(name)
            return self._columns.get(name)

    def put(self, name: tuple[str, str], column: Column) -> None:
        """Keeps a column, unless it alone is too large or a later state is there."""
        with self._lock:
            present = self._columns.get(name)
            if column.size > limits.vector_cache_bytes_max or (present and present.state > column.state):
                return
            self._columns[name] = column
            self._columns.move_to_end(name)
            while sum(each.size for each in self._columns.values()) > limits.vector_cache_bytes_max:
                self._columns.popitem(last=False)


class VectorFunctions:
    """The SQL functions of one connection.

    Args:
        cache: None for a connection that writes: what it sees may be rolled back.
        deadline: When the statement that runs must have ended, by `perf_counter`.
    """

    def __init__(self, raw: apsw.Connection, cache: VectorCache | None, deadline: Callable[[], float]) -> None:
        self._raw = raw
        self._cache = cache
        self._deadline = deadline
        for name, function, argument_count in (
            ("gw_vector_text", _text_or_none, 1),
            ("gw_vector_dot", vector_dot, 2),
            ("gw_vector_math", vector_math, 3),
            ("gw_nearest", self._nearest, 8),
        ):
            called: Any = function  # what SQL gives it is only known when it is called
            raw.create_scalar_function(name, called, argument_count, deterministic=True)

    def _nearest(  # noqa: PLR0913, PLR0917 - SQL has no keyword arguments
        self,
        table: str,
        column: str,
        predicate_id: int,
        metric: str,
        asked: bytes | None,
        count: int,
        threshold: float | None,
        candidates: str | None,
    ) -> str:
        """JSON list of [uid, distance], the nearest first.

        Args:
            asked: None finds nothing.
            candidates: JSON list of the uids that may be found; None: all.
        """
        check_count(count)
        if asked is None or count == 0:
            return "[]"
        found = self._column(table, column, predicate_id)
        length = len(asked) // 4
        allowed = None if candidates is None else orjson.loads(candidates)
        if found is None:
            lengths, pairs = self._scan(table, column, metric, asked, count, allowed)
        else:
            layers = found.by_length.get(length, ())
            if sum(layer.rows.size for layer in layers) > _inline_numbers_max:
                self._leave_event_loop()
            lengths, pairs = set(found.by_length), search(layers, metric, asked, count, allowed)
        return orjson.dumps(within(pairs, lengths, asked, threshold)).decode()

    def _scan(
        self, table: str, column: str, metric: str, asked: bytes, count: int, allowed: Sequence[int] | None
    ) -> tuple[set[int], list[tuple[int, float]]]:
        """The lengths that there are, and the nearest, reading block by block what is too much to keep."""
        rows: Iterator[Row] = self._raw.execute(_select(table, column))
        return scan(rows, metric, asked, count, allowed, block_bytes=_block_bytes)

    def _leave_event_loop(self) -> None:
        if self._deadline() - time.perf_counter() < _inline_ms / 1000:
            raise OverBudget

    def _column(self, table: str, column: str, predicate_id: int) -> Column | None:
        """The column in this statement's snapshot; None if it is too large to be kept."""
        state = self._rows("SELECT catalog_version, commit_ts FROM gw_state")[0]
        known = self._cache.get((table, column)) if self._cache is not None else None
        if known is not None and known.state == state:
            return known
        if known is None or known.size > 4 * _inline_numbers_max:
            self._leave_event_loop()
        made = None
        if known is not None and known.state[0] == state[0] and known.state[1] < state[1]:
            made = self._advanced(known, state, table, column, predicate_id)
        if made is None:
            [(size,)] = self._rows(_size(table, column))
            if (size or 0) > limits.vector_cache_bytes_max:
                return None
            made = Column(state=state, by_length=matrices(self._rows(_select(table, column))))
        if self._cache is not None:
            self._cache.put((table, column), made)
        return made

    def _advanced(
        self, known: Column, state: tuple[int, int], table: str, column: str, predicate_id: int
    ) -> Column | None:
        """The column after the commits since, or None if their log does not tell."""
        commits = self._rows(
            "SELECT changes FROM gw_changes WHERE commit_ts > ? AND commit_ts <= ?", known.state[1], state[1]
        )
        if len(commits) != state[1] - known.state[1]:
            return None
        changed: set[int] = set()
        for (text,) in commits:
            entries = orjson.loads(text)
            if entries is None:
                return None
            changed |= {
                uid
                for uid, identifier, kind, *_ in entries
                if identifier == predicate_id or (not identifier and kind == "d")
            }
        if not changed:
            return Column(state=state, by_length=known.by_length)
        listed = orjson.dumps(sorted(changed)).decode()
        fresh = matrices(self._rows(_select(table, column, " AND uid IN (SELECT value FROM json_each(?))"), listed))
        return Column(state=state, by_length=_merged(known.by_length, fresh, changed))

    def _rows(self, text: str, *arguments: Any) -> list[Any]:
        return self._raw.execute(text, arguments).fetchall()


def _text_or_none(stored: bytes | None) -> str | None:
    return None if stored is None else vector_text(stored)


def _select(table: str, column: str, condition: str = "") -> str:
    quoted_table, quoted_column = (name.replace('"', '""') for name in (table, column))
    # Both are names of ours, from the catalog; SQLite takes no parameters for names.
    present = f'"{quoted_column}" IS NOT NULL{condition}'
    return f'SELECT uid, "{quoted_column}" FROM "{quoted_table}" WHERE {present} ORDER BY uid'  # noqa: S608


def _size(table: str, column: str) -> str:
    quoted_table, quoted_column = (name.replace('"', '""') for name in (table, column))
    return f'SELECT sum(length("{quoted_column}")) FROM "{quoted_table}"'  # noqa: S608 - names of ours


def _merged(
    old: dict[int, tuple[Matrix, ...]], fresh: dict[int, tuple[Matrix, ...]], changed: set[int]
) -> dict[int, tuple[Matrix, ...]]:
    """The old vectors without the changed nodes', and the fresh ones."""
    import numpy  # noqa: PLC0415 - as above

    gone = numpy.fromiter(sorted(changed), numpy.int64, len(changed))
    merged: dict[int, tuple[Matrix, ...]] = {}
    for length in old.keys() | fresh.keys():
        layers = (*(_without(layer, gone) for layer in old.get(length, ())), *fresh.get(length, ()))
        layers = tuple(layer for layer in layers if len(layer.uids) > len(layer.gone))
        if len(layers) > _layers_max:
            added = sum(len(layer.uids) for layer in layers[1:])
            is_much = added * _layers_max > len(layers[0].uids)
            layers = (_joined(layers),) if is_much else (layers[0], _joined(layers[1:]))
        if layers:
            merged[length] = layers
    return merged


def _without(layer: Matrix, gone: Array) -> Matrix:
    import numpy  # noqa: PLC0415 - as above

    found = positions(layer, gone)
    return replace(layer, gone=numpy.union1d(layer.gone, found)) if len(found) else layer


def _joined(layers: Sequence[Matrix]) -> Matrix:
    import numpy  # noqa: PLC0415 - as above

    kept = [numpy.delete(numpy.arange(len(layer.uids)), layer.gone) for layer in layers]
    pairs = list(zip(layers, kept, strict=True))
    uids = numpy.concatenate([layer.uids[places] for layer, places in pairs])
    order = numpy.argsort(uids, kind="stable")
    rows = numpy.concatenate([layer.rows[places] for layer, places in pairs])[order]
    squares = numpy.concatenate([layer.squares[places] for layer, places in pairs])[order]
    return Matrix(uids[order], rows, squares, numpy.empty(0, numpy.int64))
