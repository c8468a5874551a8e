"""Vectors (Dgraph's `float32vector`): from lists of numbers to the bytes that are stored, and back.

A vector is stored as its numbers in IEEE 754 binary32, little-endian, one behind the other. Does not know: columns,
distances.
"""

from __future__ import annotations

import math
import sys
from array import array
from typing import Final, Literal, get_args

import orjson

from graphwright import limits
from graphwright.errors import InputError, LimitError

Metric = Literal["euclidean", "cosine", "dotproduct"]
"""How near two vectors are: the distance, 1 - cosine of the angle, 1 - scalar product; the least is the nearest."""
metrics: Final[tuple[Metric, ...]] = get_args(Metric)


def check_count(count: int) -> None:
    """How many nearest nodes are asked for.

    Raises:
        InputError: Fewer than none.
        LimitError: More than `nearest_nodes_max`.
    """
    if count < 0:
        raise InputError(f"topK is {count}; ask for 1 or more")
    if count > limits.nearest_nodes_max:
        raise LimitError(f"topK is {count}, over the limit of {limits.nearest_nodes_max} (nearest_nodes_max)")


_number_types: Final = frozenset((int, float))
_turns_bytes: Final = sys.byteorder == "big"


def coerce_vector(value: object) -> bytes:
    """The stored form of a list of numbers, or of its JSON text (as in RDF).

    Raises:
        InputError: It is no list of finite numbers, or it is empty.
        LimitError: It has more numbers than `vector_numbers_max`.
    """
    if isinstance(value, bytes):
        return value
    numbers = _from_text(value) if isinstance(value, str) else value
    if not isinstance(numbers, list) or not numbers:
        raise InputError(f"{value!r:.100} is no vector; write a list of numbers, such as [0.1, 0.2]")
    if len(numbers) > limits.vector_numbers_max:
        raise LimitError(
            f"a vector of {len(numbers)} numbers is over the limit of {limits.vector_numbers_max} (vector_numbers_max)"
        )
    if not set(map(type, numbers)) <= _number_types and not all(map(_is_number, numbers)):
        raise InputError("a vector holds numbers only, no nulls and no texts")
    try:
        # -0.0 and 0.0 are one value, as in other numbers.
        packed = array("f", [number + 0.0 for number in numbers] if 0.0 in numbers else numbers)
    except OverflowError:
        packed = array("f", (math.inf,))
    if not all(map(math.isfinite, packed)):
        raise InputError("a vector's numbers have 32 bits, up to 3.4e38")
    if _turns_bytes:
        packed.byteswap()
    return packed.tobytes()


def _is_number(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool)


def _from_text(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise InputError(f'"{text[:100]}" is no vector; write a list of numbers, such as [0.1, 0.2]') from None


def vector_text(stored: bytes) -> str:
    """A stored vector as a JSON list, each number in the fewest digits that give the same 32 bits again."""
    import numpy  # noqa: PLC0415 - costs 0.1 s, which only stores with vectors shall pay

    return orjson.dumps(numpy.frombuffer(stored, "<f4"), option=orjson.OPT_SERIALIZE_NUMPY).decode()


def vector_dot(left: bytes | None, right: bytes | None) -> float | None:
    """The scalar product of two vectors; None where one is missing or their lengths differ."""
    if left is None or right is None or len(left) != len(right):
        return None
    return math.fsum(one * other for one, other in zip(_numbers(left), _numbers(right), strict=True))


def vector_math(operator: Literal["+", "-"], left: bytes | None, right: bytes | None) -> bytes | None:
    """The numbers of two vectors added or subtracted; None where one is missing or their lengths differ."""
    if left is None or right is None or len(left) != len(right):
        return None
    pairs = zip(_numbers(left), _numbers(right), strict=True)
    made = array("f", [one + other if operator == "+" else one - other for one, other in pairs])
    if _turns_bytes:
        made.byteswap()
    return made.tobytes()


def _numbers(vector: bytes) -> array[float]:
    numbers = array("f", vector)
    if _turns_bytes:
        numbers.byteswap()
    return numbers
