"""Tokenizers: the names that DQL's schemas give to indexes, and the kinds of index that serve them.

In: a value kind and a tokenizer. Out: the index kind, and back. Does not know: what storage makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graphwright.model.values import ValueKind

_texts: Final = ("hash", "exact", "term", "fulltext", "trigram", "ngram", "sha256")
tokenizers_of: Final[Mapping[ValueKind, Mapping[str, str]]] = MappingProxyType(
    {
        ValueKind.STRING: {name: name for name in _texts},
        ValueKind.INT: {"int": "int"},
        ValueKind.FLOAT: {"float": "float"},
        ValueKind.BOOL: {"bool": "bool"},
        ValueKind.DATETIME: {name: name for name in ("year", "month", "day", "hour")},
        ValueKind.GEO: {"geo": "point"},
        ValueKind.BIGFLOAT: {"bigfloat": "bigfloat"},
        ValueKind.VECTOR: {"hnsw": "hnsw"},
    }
)
"""Value kind → tokenizer → kind of index. What has no entry takes no index."""
tokenizers: Final = frozenset(name for names in tokenizers_of.values() for name in names)
sortable: Final = frozenset({"exact", "int", "float", "year", "month", "day", "hour", "bigfloat"})
"""Tokenizers that also order; a predicate has one of them."""
keeping_apart: Final = sortable | {"hash", "sha256"}
"""Tokenizers by which the node that has a value is found, as `@unique` needs it."""

_other_names: Final[Mapping[str, str]] = {
    "int64": "int",
    "regexp": "trigram",
    "point": "geo",
    "polygon": "geo",
    "multiPolygon": "geo",
}


def tokenizer_of(kind: str) -> str:
    """The tokenizer that an index kind is called by in DQL."""
    return _other_names.get(kind, kind)


hnsw_options: Final = ("exponent", "maxLevels", "efConstruction", "efSearch", "metric")
"""Options of `hnsw`, in the order in which they are shown; what they mean stands in `hnsw.py`."""
