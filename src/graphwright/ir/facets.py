"""Facets: what is said of an edge or of a value.

What has no predicate speaks of the edge by which a selection's nodes are reached. Does not know: syntax, SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphwright.model.facets import FacetOperator
from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.ir.nodes import Condition, Param


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetTest:
    """A facet of the edge, or of a value (`ir.nodes.Value.facets`), passes a test.

    What its kind does not allow, and what is missing, does not.

    Attributes:
        asked: The value in every form that a facet can have (`model.facets.asked_facet`), as JSON.
    """

    name: str
    operator: FacetOperator
    asked: Param


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFacet:
    """A facet of the edge."""

    key: str
    name: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFacets:
    """All facets of the edge, each as a member of its own.

    Attributes:
        key: What their keys begin with: `friend|` for `friend|since`.
    """

    key: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetVariable:
    """A facet of the edges into a node, numbers summed up. It is no output; hoisting makes a relation of it."""

    key: str
    name: str
    defines: str
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFacet:
    """A facet of a value; of a list's values an object from their places to their facets.

    Attributes:
        facets: As in `ir.nodes.Value`.
        language: The tag of the value, or "".
    """

    key: str
    predicate: str
    name: str
    language: str = ""
    facets: Condition | None = None
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFacets:
    """All facets of a value, each as a member of its own.

    Attributes:
        key: As in `EdgeFacets`.
        language: As in `ValueFacet`.
        facets: As in `ir.nodes.Value`.
    """

    key: str
    predicate: str
    language: str = ""
    facets: Condition | None = None
    only_on: tuple[str, ...] = ()


FacetOutput = EdgeFacet | EdgeFacets | FacetVariable | ValueFacet | ValueFacets
