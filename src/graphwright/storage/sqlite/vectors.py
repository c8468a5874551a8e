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
from dataclasses import dataclass
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
_slack: Final = 16
"""Nodes beyond the asked number whose distances are computed again, in 64 bits."""

Row = tuple[int, bytes]


@dataclass(slots=True)
class Matrix:
    """The vectors of one length in a column, by ascending uid."""

    uids: Array
    rows: Array
    squares: Array


@dataclass(slots=True)
class Column:
    """The vectors of one column as they were at a commit.

    Attributes:
        state: (catalog version, commit_ts).
        by_length: Numbers per vector to these vectors.
    """

    state: tuple[int, int]
    by_length: dict[int, Matrix]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(matrix.rows.nbytes + 2 * matrix.squares.nbytes for matrix in self.by_length.values())


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
        matrix = found.by_length.get(length)
        if matrix is None:
            if found.by_length:
                lengths = " or ".join(map(str, sorted(found.by_length)[:5]))
                raise InputError(f"the vector has {length} numbers; the stored ones have {lengths}")
            return "[]"
        if matrix.rows.size > _inline_numbers_max:
            self._leave_event_loop()
        pairs = search(matrix, metric, asked, count, None if candidates is None else orjson.loads(candidates))
        return orjson.dumps([pair for pair in pairs if threshold is None or pair[1] <= threshold]).decode()

    def _leave_event_loop(self) -> None:
        if self._deadline() - time.perf_counter() < _inline_ms / 1000:
            raise OverBudget

    def _column(self, table: str, column: str, predicate_id: int) -> Column:
        """The column in this statement's snapshot."""
        state = self._rows("SELECT catalog_version, commit_ts FROM gw_state")[0]
        known = self._cache.get((table, column)) if self._cache is not None else None
        if known is not None and known.state == state:
            return known
        self._leave_event_loop()
        made = None
        if known is not None and known.state[0] == state[0] and known.state[1] < state[1]:
            made = self._advanced(known, state, table, column, predicate_id)
        if made is None:
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


def _matrices(rows: Sequence[Row]) -> dict[int, Matrix]:
    """Vectors by their lengths."""
    by_length: dict[int, list[Row]] = {}
    for row in rows:
        by_length.setdefault(len(row[1]) // 4, []).append(row)
    return {length: _matrix(length, same) for length, same in by_length.items()}


def _matrix(length: int, rows: Sequence[Row]) -> Matrix:
    import numpy  # noqa: PLC0415 - costs 0.1 s, which only stores with vectors shall pay

    uids = numpy.fromiter((uid for uid, _ in rows), numpy.int64, len(rows))
    data = numpy.frombuffer(b"".join(stored for _, stored in rows), "<f4").reshape(len(rows), length)
    return Matrix(uids=uids, rows=data, squares=numpy.einsum("ij,ij->i", data, data))


def _merged(old: dict[int, Matrix], fresh: dict[int, Matrix], changed: set[int]) -> dict[int, Matrix]:
    """The old vectors without the changed nodes', and the fresh ones."""
    import numpy  # noqa: PLC0415 - as above

    gone = numpy.fromiter(changed, numpy.int64, len(changed))
    merged: dict[int, Matrix] = {}
    for length in old.keys() | fresh.keys():
        parts = []
        if (before := old.get(length)) is not None:
            kept = ~numpy.isin(before.uids, gone)
            parts.append(before if kept.all() else Matrix(before.uids[kept], before.rows[kept], before.squares[kept]))
        if (come := fresh.get(length)) is not None:
            parts.append(come)
        joined = parts[0] if len(parts) == 1 else _joined(parts[0], parts[1])
        if len(joined.uids):
            merged[length] = joined
    return merged


def _joined(left: Matrix, right: Matrix) -> Matrix:
    import numpy  # noqa: PLC0415 - as above

    uids = numpy.concatenate((left.uids, right.uids))
    rows = numpy.concatenate((left.rows, right.rows))
    squares = numpy.concatenate((left.squares, right.squares))
    order = numpy.argsort(uids, kind="stable")
    return Matrix(uids[order], rows[order], squares[order])


def search(
    matrix: Matrix, metric: str, asked: bytes, count: int, candidates: Sequence[int] | None
) -> list[tuple[int, float]]:
    """(uid, distance) of the nearest, ties by uid.

    The products of all rows are in 32 bits, which chooses; the distances of the chosen are computed again in 64.
    """
    import numpy  # noqa: PLC0415 - as above

    if candidates is not None:
        chosen = numpy.isin(matrix.uids, numpy.asarray(candidates, numpy.int64))
        matrix = Matrix(matrix.uids[chosen], matrix.rows[chosen], matrix.squares[chosen])
    vector = numpy.frombuffer(asked, "<f4")
    with numpy.errstate(all="ignore"):
        rough = _rough(numpy, matrix, metric, vector)
        wanted = count + _slack
        near = numpy.argpartition(rough, wanted)[:wanted] if wanted < len(rough) else numpy.arange(len(rough))
        exact = _exact(numpy, matrix.rows[near].astype("f8"), metric, vector.astype("f8"))
    order = numpy.lexsort((matrix.uids[near], exact))[:count]
    pairs = zip(matrix.uids[near][order].tolist(), exact[order].tolist(), strict=True)
    return [(uid, distance) for uid, distance in pairs if math.isfinite(distance)]


def _rough(numpy: Any, matrix: Matrix, metric: str, vector: Array) -> Any:
    """What orders the rows as the distance does."""
    products = matrix.rows @ vector
    match metric:
        case "euclidean":
            return matrix.squares - 2 * products
        case "dotproduct":
            return -products
        case "cosine":
            # A vector of zeros has no direction and is last.
            return numpy.nan_to_num(-products / numpy.sqrt(matrix.squares), nan=numpy.inf)
    raise ExecutionError(f"the metric {metric} is unknown")


def _exact(numpy: Any, rows: Any, metric: str, vector: Any) -> Any:
    match metric:
        case "euclidean":
            return numpy.sqrt(numpy.square(rows - vector).sum(axis=1))
        case "dotproduct":
            return 1 - rows @ vector
        case _:
            lengths = numpy.linalg.norm(rows, axis=1) * numpy.linalg.norm(vector)
            return numpy.maximum(1 - rows @ vector / lengths, 0)
