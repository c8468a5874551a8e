"""The scalar types of schemas: what each is stored as and how it is searched when `@search` does not say.

Out: `scalars` and questions about them. Does not know: GraphQL's coercion (that is
`generation/scalar_types.py`), columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graphwright.model.values import ValueKind
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A scalar type of the schema language.

    Attributes:
        default_search: What `@search` without a list means.
        searches: The index kinds that apply.
        is_orderable: Can be ordered by, and has a minimum and a maximum.
        is_numeric: Has a sum and an average.
        filtered_as: The scalar whose filter inputs it shares, if it has none of its own.
        can_be_key: Can have `@id`; `key_search` is the index that an `@id` brings.
    """

    name: str
    kind: ValueKind
    default_search: str
    searches: tuple[str, ...]
    is_orderable: bool = False
    is_numeric: bool = False
    key_search: str | None = None
    filtered_as: str | None = None

    @property
    def can_be_key(self) -> bool:
        """Whether a field of this type can have `@id`."""
        return self.key_search is not None


scalars: Final[Mapping[str, Scalar]] = MappingProxyType(
    {
        scalar.name: scalar
        for scalar in (
            Scalar(
                name="Int",
                kind=ValueKind.INT,
                default_search="int",
                searches=("int",),
                is_orderable=True,
                is_numeric=True,
                key_search="int",
            ),
            Scalar(
                name="Int64",
                kind=ValueKind.INT,
                default_search="int64",
                searches=("int64",),
                is_orderable=True,
                is_numeric=True,
                key_search="int64",
            ),
            Scalar(
                name="Float",
                kind=ValueKind.FLOAT,
                default_search="float",
                searches=("float",),
                is_orderable=True,
                is_numeric=True,
            ),
            Scalar(
                name="String",
                kind=ValueKind.STRING,
                default_search="term",
                searches=("hash", "exact", "term", "fulltext", "trigram", "regexp", "ngram"),
                is_orderable=True,
                key_search="hash",
            ),
            Scalar(name="Boolean", kind=ValueKind.BOOL, default_search="bool", searches=("bool",)),
            Scalar(
                name="DateTime",
                kind=ValueKind.DATETIME,
                default_search="year",
                searches=("year", "month", "day", "hour"),
                is_orderable=True,
            ),
            Scalar(name="Point", kind=ValueKind.GEO, default_search="point", searches=("point",)),
            Scalar(name="Polygon", kind=ValueKind.GEO, default_search="polygon", searches=("polygon",)),
            Scalar(
                name="MultiPolygon",
                kind=ValueKind.GEO,
                default_search="multiPolygon",
                searches=("multiPolygon",),
                filtered_as="Polygon",
            ),
        )
    }
)

enum_default_search: Final = "hash"
enum_searches: Final = ("hash", "exact", "trigram", "regexp")

id_type_name: Final = "ID"

geo_search: Final = "geo"
"""The index of any shape, under whichever name it has for the field's type; Dgraph's `DgraphIndex` names it."""


def resolved_search(type_name: str, search: str) -> str:
    """The index kind that a name in `@search(by:)` means on a field of a type."""
    scalar = scalars.get(type_name)
    is_shape = scalar is not None and scalar.kind is ValueKind.GEO
    return scalar.default_search if scalar is not None and is_shape and search == geo_search else search
