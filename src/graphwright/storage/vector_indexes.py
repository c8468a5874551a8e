"""Indexes that find the nearest vectors without comparing all of them, where the database has such.

They are approximate: a few of the nearest may be missed. They stand beside the catalog, for whether there can be one
depends on the server and on the data: all vectors in it have one length, and a few of them are compared sooner than
found. So a search asks for the index in its own snapshot (`VectorIndexes.look`), and where there is none, no longer, or
not yet, it compares. In: what a catalog says of its vectors. Out: names of indexes, and the border to who builds them.
Does not know: which database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol, cast

from graphwright.model.catalog import Catalog, ColumnHome, Predicate
from graphwright.model.vectors import Metric
from graphwright.records import dataclass
from graphwright.search.hnsw import HnswBuild, default_metric, hnsw_build, hnsw_kind

names_begin: Final = "near_"


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorIndex:
    """An index over the vectors of a predicate, for each length of them.

    Attributes:
        build: How it is made.
    """

    predicate_id: int
    table: str
    column: str
    metric: Metric
    build: HnswBuild

    def beginning(self, numbers: int) -> str:
        """How the names of indexes begin that serve vectors of a length, however they were made."""
        return f"{names_begin}{self.predicate_id}_{self.metric}_{numbers}_"

    def name(self, numbers: int) -> str:
        """The name of the index for vectors of a length; of another metric or made otherwise it is another index."""
        return f"{self.beginning(numbers)}{self.build.links}_{self.build.effort}"


def vector_index(catalog: Catalog, predicate: Predicate) -> VectorIndex | None:
    """The index that a schema asks for; None: it asks for none, so that its search is exact."""
    index, home = predicate.index(hnsw_kind.name), predicate.home
    if index is None or not isinstance(home, ColumnHome):
        return None
    options = dict(index.options) or _options_of_fields(catalog, predicate)
    return VectorIndex(
        predicate_id=predicate.id,
        table=home.table,
        column=home.column,
        metric=cast("Metric", options.get("metric", default_metric)),
        build=hnsw_build(options),
    )


def _options_of_fields(catalog: Catalog, predicate: Predicate) -> dict[str, str]:
    types = catalog.api.types.values() if catalog.api is not None else ()
    fields = (field for api_type in types for field in api_type.fields.values())
    return next((dict(f.index_options) for f in fields if f.predicate == predicate.name and f.index_options), {})


class VectorIndexes(Protocol):
    """The indexes of one store."""

    look: str
    """Whether a ready index is there: a statement with a table, how the index's name begins, and how many vectors its
    search shall look at, and at most where they do not pass a filter; it sets both for the transaction. Its row begins
    with the schema that `VectorDistance` needs."""
    numbers_max: int
    """Numbers of vectors up to which there can be one."""
    on_wanted: Callable[[], None] | None
    """Called when a search had to compare many vectors and an index could serve it."""

    def want(self, index: VectorIndex, numbers: int) -> None:
        """Says so; it costs nothing where it was just said."""

    def has_work(self, wanted: Sequence[VectorIndex]) -> bool:
        """Whether something of what is wanted could be built and is not there."""

    def build(self, wanted: Sequence[VectorIndex], *, again: bool) -> None:
        """Builds what is wanted and missing, beside readers and writers, and drops what is wanted no longer.

        Args:
            again: Counts also the vectors of columns of which some have an index.
        """

    def stop(self) -> None:
        """Breaks off what is being built."""
