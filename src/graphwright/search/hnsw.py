"""`hnsw`: nearest vectors.

The name and its options are Dgraph's. Where all vectors are compared, only the metric says anything; the others say how
an index is made where the database has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.search.structure import IndexKind, Vector

hnsw_kind: Final = IndexKind(
    name="hnsw",
    structure=Vector(),
    kinds=frozenset({ValueKind.VECTOR}),
    operators=(),
    filter_input="",
)

default_metric: Final = "euclidean"
search_effort_max: Final = 1_000
"""Vectors that an index looks at for one search or one new vector."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HnswBuild:
    """How the graph of near vectors is made and searched.

    Attributes:
        links: Of each vector to near ones.
        effort: Vectors that are looked at for the links of a new one.
        search_effort: Vectors that a search looks at, at least.
    """

    links: int
    effort: int
    search_effort: int


_links: Final = 16
_links_of_many: Final = 24
_many_exponent: Final = 6
_efforts: Final = {4: 64, 5: 128}
_effort_of_many: Final = 200
_search_effort: Final = 100


def hnsw_build(options: Mapping[str, str]) -> HnswBuild:
    """What the options mean; those that are missing or out of bounds, as `exponent` has it.

    Args:
        options: `exponent`: vectors are expected in the order of ten to the power of it. `efConstruction`, `efSearch`:
            as their names say. `maxLevels` comes by itself.
    """
    exponent = _number(options, "exponent") or min(_efforts)
    links = _links_of_many if exponent >= _many_exponent else _links
    effort = _number(options, "efConstruction") or _efforts.get(max(exponent, min(_efforts)), _effort_of_many)
    return HnswBuild(
        links=links,
        effort=min(max(effort, 2 * links), search_effort_max),
        search_effort=min(_number(options, "efSearch") or _search_effort, search_effort_max),
    )


def _number(options: Mapping[str, str], name: str) -> int:
    """0 where there is none."""
    written = options.get(name, "")
    return int(written[:9]) if written.isascii() and written.isdigit() else 0
