"""The nearest of some vectors, exactly: all distances of a block of them at once.

In: rows (uid, vector as stored) or matrices of them. Out: (uid, distance). Does not know: where they are stored.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from graphwright.errors import ExecutionError, InputError
from graphwright.records import dataclass

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

_gather_share: Final = 8
"""Of more than one row in so many the products are computed for all rows."""
_same_direction: Final = 1e-12
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


def scan(
    rows: Iterator[Row], metric: str, asked: bytes, count: int, allowed: Sequence[int] | None, *, block_bytes: int
) -> tuple[set[int], list[tuple[int, float]]]:
    """The lengths that there are, and the nearest, reading block by block what is too much to keep."""
    lengths: set[int] = set()
    nearest: list[tuple[int, float]] = []
    while block := list(islice(rows, max(1, block_bytes // len(asked)))):
        by_length = matrices(block)
        lengths |= by_length.keys()
        layers = by_length.get(len(asked) // 4, ())
        found = nearest + search(layers, metric, asked, count, allowed)
        nearest = sorted(found, key=lambda pair: (pair[1], pair[0]))[:count]
    return lengths, nearest


def within(
    pairs: list[tuple[int, float]], lengths: set[int], asked: bytes, threshold: float | None
) -> list[tuple[int, float]]:
    """Those of the nearest that are not too far.

    Args:
        lengths: Those of the vectors that were looked through.

    Raises:
        InputError: There are only vectors of other lengths.
    """
    length = len(asked) // 4
    if lengths and length not in lengths:
        stored = " or ".join(map(str, sorted(lengths)[:5]))
        raise InputError(f"the vector has {length} numbers; the stored ones have {stored}")
    return [pair for pair in pairs if threshold is None or pair[1] <= threshold]


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

    places = numpy.arange(len(layer.uids)) if allowed is None else positions(layer, allowed)
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


def matrices(rows: Sequence[Row]) -> dict[int, tuple[Matrix, ...]]:
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


def positions(layer: Matrix, uids: Array) -> Any:
    """Where these uids stand, as far as they do; both ascend."""
    import numpy  # noqa: PLC0415 - as above

    places = numpy.searchsorted(layer.uids, uids)
    is_inside = places < len(layer.uids)
    places, asked = places[is_inside], uids[is_inside]
    return places[layer.uids[places] == asked]
