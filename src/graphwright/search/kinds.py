"""The one list of index kinds.

Out: `index_kinds`, by name, in the order of the reference's `DgraphIndex`, those of DQL alone last. A new kind is
a new file and one line here. Does not know: what storage makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graphwright.search.bigfloat import bigfloat_kind
from graphwright.search.bool import bool_kind
from graphwright.search.day import day_kind
from graphwright.search.exact import exact_kind
from graphwright.search.float import float_kind
from graphwright.search.fulltext import fulltext_kind
from graphwright.search.hash import hash_kind
from graphwright.search.hnsw import hnsw_kind
from graphwright.search.hour import hour_kind
from graphwright.search.int import int_kind
from graphwright.search.int64 import int64_kind
from graphwright.search.month import month_kind
from graphwright.search.multi_polygon import multi_polygon_kind
from graphwright.search.ngram import ngram_kind
from graphwright.search.point import point_kind
from graphwright.search.polygon import polygon_kind
from graphwright.search.regexp import regexp_kind
from graphwright.search.sha256 import sha256_kind
from graphwright.search.structure import IndexKind
from graphwright.search.term import term_kind
from graphwright.search.trigram import trigram_kind
from graphwright.search.year import year_kind

index_kinds: Final[Mapping[str, IndexKind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            int_kind,
            int64_kind,
            float_kind,
            bool_kind,
            hash_kind,
            exact_kind,
            term_kind,
            fulltext_kind,
            trigram_kind,
            regexp_kind,
            ngram_kind,
            year_kind,
            month_kind,
            day_kind,
            hour_kind,
            point_kind,
            polygon_kind,
            multi_polygon_kind,
            hnsw_kind,
            sha256_kind,
            bigfloat_kind,
        )
    }
)
