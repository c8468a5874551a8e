"""Nearest vectors, exactly: SQL functions on one connection over matrices that the process keeps.

`gw_nearest(…)` compares the asked vector with all of a column: 4 ms for 100,000 of 384 numbers, where calling a
distance function for each row takes 70 ms. A matrix is brought up to the statement's own snapshot by the log of
changes, so what it finds is what the snapshot holds. Does not know: catalogs, plans.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import orjson

from graphwright import limits
from graphwright.errors import ExecutionError, InputError, LimitError
from graphwright.model.vectors import vector_text
from graphwright.storage.interface import OverBudget

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
_gather_share: Final = 8
"""Of more than one row in so many the products are computed for all rows."""
_same_direction: Final = 1e-12
_block_bytes: Final = 64 * 1024 * 1024
"""Vectors read at once of a column that is too large to keep."""
_slack: Final = 16
"""Nodes beyond the asked number whose distances are computed again, in 64 bits."""

Row = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Vectors of one length, by ascending uid; never changed, for searches may be under way.

    Attributes:
        gone: Positions that are no longer valid, ascending.
    """

    uids: Array
    rows: Array
    squares: Array
    gone: Array


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
        for name, function, argument_count in (("gw_vector_text", _text_or_none, 1), ("gw_nearest", self._nearest, 8)):
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
        _check_count(count)
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
        if lengths and length not in lengths:
            stored = " or ".join(map(str, sorted(lengths)[:5]))
            raise InputError(f"the vector has {length} numbers; the stored ones have {stored}")
        return orjson.dumps([pair for pair in pairs if threshold is None or pair[1] <= threshold]).decode()

    def _scan(
        self, table: str, column: str, metric: str, asked: bytes, count: int, allowed: Sequence[int] | None
    ) -> tuple[set[int], list[tuple[int, float]]]:
        """The lengths that there are, and the nearest, reading block by block what is too much to keep."""
        cursor = self._raw.execute(_select(table, column))
        lengths: set[int] = set()
        nearest: list[tuple[int, float]] = []
        while rows := list(islice(cursor, max(1, _block_bytes // len(asked)))):
            by_length = _matrices(rows)
            lengths |= by_length.keys()
            layers = by_length.get(len(asked) // 4, ())
            found = nearest + search(layers, metric, asked, count, allowed)
            nearest = sorted(found, key=lambda pair: (pair[1], pair[0]))[:count]
        return lengths, nearest

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
            made = Column(state=state, by_length=_matrices(self._rows(_select(table, column))))
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
                for uid, identifier, kind in entries
                if identifier == predicate_id or (not identifier and kind == "d")
            }
        if not changed:
            return Column(state=state, by_length=known.by_length)
        listed = orjson.dumps(sorted(changed)).decode()
        fresh = _matrices(self._rows(_select(table, column, " AND uid IN (SELECT value FROM json_each(?))"), listed))
        return Column(state=state, by_length=_merged(known.by_length, fresh, changed))

    def _rows(self, text: str, *arguments: Any) -> list[Any]:
        return self._raw.execute(text, arguments).fetchall()


def _text_or_none(stored: bytes | None) -> str | None:
    return None if stored is None else vector_text(stored)


def _check_count(count: int) -> None:
    if count < 0:
        raise InputError(f"topK is {count}; ask for 1 or more")
    if count > limits.nearest_nodes_max:
        raise LimitError(f"topK is {count}, over the limit of {limits.nearest_nodes_max} (nearest_nodes_max)")


def _select(table: str, column: str, condition: str = "") -> str:
    quoted_table, quoted_column = (name.replace('"', '""') for name in (table, column))
    # Both are names of ours, from the catalog; SQLite takes no parameters for names.
    present = f'"{quoted_column}" IS NOT NULL{condition}'
    return f'SELECT uid, "{quoted_column}" FROM "{quoted_table}" WHERE {present} ORDER BY uid'  # noqa: S608


def _size(table: str, column: str) -> str:
    quoted_table, quoted_column = (name.replace('"', '""') for name in (table, column))
    return f'SELECT sum(length("{quoted_column}")) FROM "{quoted_table}"'  # noqa: S608 - names of ours


def _matrices(rows: Sequence[Row]) -> dict[int, tuple[Matrix, ...]]:
    """Vectors by their lengths."""
    by_length: dict[int, list[Row]] = {}
    for row in rows:
        by_length.setdefault(len(row[1]) // 4, []).append(row)
    return {length: (_matrix(length, same),) for length, same in by_length.items()}


def _matrix(length: int, rows: Sequence[Row]) -> Matrix:
    import numpy  # noqa: PLC0415 - costs 0.1 s, which only stores with vectors shall pay

    uids = numpy.fromiter((uid for uid, _ in rows), numpy.int64, len(rows))
    data = numpy.frombuffer(b"".join(stored for _, stored in rows), "<f4").reshape(len(rows), length)
    return Matrix(uids, data, numpy.einsum("ij,ij->i", data, data), numpy.empty(0, numpy.int64))


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

    found = _positions(layer, gone)
    return replace(layer, gone=numpy.union1d(layer.gone, found)) if len(found) else layer


def _positions(layer: Matrix, uids: Array) -> Any:
    """Where these uids stand, as far as they do; both ascend."""
    import numpy  # noqa: PLC0415 - as above

    places = numpy.searchsorted(layer.uids, uids)
    is_inside = places < len(layer.uids)
    places, asked = places[is_inside], uids[is_inside]
    return places[layer.uids[places] == asked]


def _joined(layers: Sequence[Matrix]) -> Matrix:
    import numpy  # noqa: PLC0415 - as above

    kept = [numpy.delete(numpy.arange(len(layer.uids)), layer.gone) for layer in layers]
    pairs = list(zip(layers, kept, strict=True))
    uids = numpy.concatenate([layer.uids[places] for layer, places in pairs])
    order = numpy.argsort(uids, kind="stable")
    rows = numpy.concatenate([layer.rows[places] for layer, places in pairs])[order]
    squares = numpy.concatenate([layer.squares[places] for layer, places in pairs])[order]
    return Matrix(uids[order], rows, squares, numpy.empty(0, numpy.int64))


def search(
    layers: Sequence[Matrix], metric: str, asked: bytes, count: int, candidates: Sequence[int] | None
) -> list[tuple[int, float]]:
    """(uid, distance) of the nearest, ties by uid.

    The products of all rows are in 32 bits, which chooses; the distances of the chosen are computed again in 64.
    """
    import numpy  # noqa: PLC0415 - as above

    if not layers:
        return []
    vector = numpy.frombuffer(asked, "<f4")
    allowed = None if candidates is None else numpy.unique(numpy.asarray(candidates, numpy.int64))
    uids, distances = [], []
    with numpy.errstate(all="ignore"):
        for layer in layers:
            near = _nearest_of(layer, metric, vector, count + _slack, allowed)
            uids.append(layer.uids[near])
            distances.append(_exact(layer.rows[near].astype("f8"), metric, vector.astype("f8")))
    found, exact = numpy.concatenate(uids), numpy.concatenate(distances)
    order = numpy.lexsort((found, exact))[:count]
    pairs = zip(found[order].tolist(), exact[order].tolist(), strict=True)
    return [(uid, distance) for uid, distance in pairs if math.isfinite(distance)]


def _nearest_of(layer: Matrix, metric: str, vector: Array, wanted: int, allowed: Array | None) -> Any:
    """Positions of the nearest rows of a layer, in no order."""
    import numpy  # noqa: PLC0415 - as above

    places = numpy.arange(len(layer.uids)) if allowed is None else _positions(layer, allowed)
    if len(layer.gone):
        places = numpy.setdiff1d(places, layer.gone, assume_unique=True)
    if len(places) * _gather_share > len(layer.uids):
        # All products cost less than copying a good part of the rows.
        rough = _rough(layer.rows, layer.squares, metric, vector)
        rough = rough if len(places) == len(rough) else rough[places]
    else:
        rough = _rough(layer.rows[places], layer.squares[places], metric, vector)
    return places if wanted >= len(rough) else places[numpy.argpartition(rough, wanted)[:wanted]]


def _rough(rows: Any, squares: Any, metric: str, vector: Array) -> Any:
    """What orders the rows as the distance does."""
    import numpy  # noqa: PLC0415 - as above

    products = rows @ vector
    match metric:
        case "euclidean":
            return squares - 2 * products
        case "dotproduct":
            return -products
        case "cosine":
            # A vector of zeros has no direction and is last.
            return numpy.nan_to_num(-products / numpy.sqrt(squares), nan=numpy.inf)
    raise ExecutionError(f"the metric {metric} is unknown")


def _exact(rows: Any, metric: str, vector: Any) -> Any:
    import numpy  # noqa: PLC0415 - as above

    match metric:
        case "euclidean":
            return numpy.sqrt(numpy.square(rows - vector).sum(axis=1))
        case "dotproduct":
            return 1 - rows @ vector
        case _:
            lengths = numpy.linalg.norm(rows, axis=1) * numpy.linalg.norm(vector)
            distances = 1 - rows @ vector / lengths
            # Below the precision of what was stored it is the same direction.
            return numpy.where(distances < _same_direction, 0.0, distances)
