"""`hnsw`: nearest vectors.

The name and its options are Dgraph's; the search is exact, so of the options only the metric says anything here.
"""

from __future__ import annotations

import re
from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import IndexKind, Vector

hnsw_kind: Final = IndexKind(
    name="hnsw",
    structure=Vector(),
    kinds=frozenset({ValueKind.VECTOR}),
    operators=(),
    filter_input="",
)

default_metric: Final = "euclidean"
_written = re.compile(r"\s*hnsw\s*(?:\((?P<options>[^()]*)\)\s*)?")
_option = re.compile(r"""\s*(?P<name>\w+)\s*:\s*["']?(?P<value>[^"',]*?)["']?\s*""")


def hnsw_options(written: str) -> dict[str, str] | None:
    """The options of `hnsw(metric: cosine, exponent: 4)`, empty without any; None if it is not written so."""
    found = _written.fullmatch(written)
    if found is None:
        return None
    options: dict[str, str] = {}
    for part in filter(str.strip, (found["options"] or "").split(",")):
        option = _option.fullmatch(part)
        if option is None:
            return None
        options[option["name"]] = option["value"]
    return options
