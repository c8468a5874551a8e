"""The data of the group `vectors`: documents with a vector of 384 numbers each, 100,000 at scale 1.

In: a scale factor. Out: quads. The same scale gives the same bytes. Does not know: servers, queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson

VECTORS, NUMBERS = 100_000, 384
_BLOCK = 1_000


def random_vector(random: Any) -> list[float]:
    """One to ask for."""
    numbers: list[float] = np.round(random.standard_normal(NUMBERS), 3).tolist()
    return numbers


def vectors_quads(scale: float) -> Iterator[str]:
    """The data, quad by quad, with line ends."""
    count = round(VECTORS * scale)
    random = np.random.default_rng(1)
    for start in range(0, count, _BLOCK):
        rows = np.round(random.standard_normal((_BLOCK, NUMBERS)), 3).astype("float32")
        for number in range(start, min(start + _BLOCK, count)):
            vector = orjson.dumps(rows[number - start], option=orjson.OPT_SERIALIZE_NUMPY).decode()
            yield f'_:doc{number} <dgraph.type> "Doc" .\n'
            yield f'_:doc{number} <Doc.title> "document {number}" .\n'
            yield f'_:doc{number} <Doc.meaning> "{vector}"^^<xs:float32vector> .\n'
