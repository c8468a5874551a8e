"""SQL for facets, which stand in one JSON object per edge or value: each element here, one method per compiler.

Does not know: tables, the catalog.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Select, Text
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from graphwright.model.facets import FacetOperator
from graphwright.storage.tables import float_type


class FacetText(FunctionElement[str]):
    """One facet of an object as JSON text; NULL where there is none."""

    __visit_name__ = "facet_text"
    inherit_cache = False
    type = Text()

    def __init__(self, facets: ColumnElement[Any], name: str) -> None:
        super().__init__(facets)
        self.name = name


class FacetMembers(FunctionElement[str]):
    """All facets of an object as members, each with a comma before it; NULL where there are none.

    Attributes:
        prefix: What stands before the names.
    """

    __visit_name__ = "facet_members"
    inherit_cache = False
    type = Text()

    def __init__(self, facets: ColumnElement[Any], prefix: str) -> None:
        super().__init__(facets)
        self.prefix = prefix


class FacetKey(FunctionElement[Any]):
    """One facet of an object as something to order by: numbers by size, texts and dates as texts."""

    __visit_name__ = "facet_key"
    inherit_cache = False
    type = Text()

    def __init__(self, facets: ColumnElement[Any], name: str) -> None:
        super().__init__(facets)
        self.name = name


class FacetNumber(FunctionElement[float]):
    """One facet of an object, if it is a number, else NULL."""

    __visit_name__ = "facet_number"
    inherit_cache = False

    def __init__(self, facets: ColumnElement[Any], name: str) -> None:
        super().__init__(facets)
        self.name = name
        self.type = float_type


class FacetPasses(FunctionElement[bool]):
    """Whether one facet of an object passes a test; NULL where it is of a kind that has none.

    Attributes:
        clauses: The object; what is asked, as `model.facets.asked_facet` writes it.
    """

    __visit_name__ = "facet_passes"
    inherit_cache = False
    type = Boolean()

    def __init__(
        self, facets: ColumnElement[Any], name: str, operator: FacetOperator, asked: ColumnElement[Any]
    ) -> None:
        super().__init__(facets, asked)
        self.name = name
        self.operator = operator


class FacetByPlace(ColumnElement[str]):
    """One facet of a list's values as a JSON object from their places; NULL where none has it.

    Attributes:
        rows: Columns gw_place and gw_facets.
    """

    __visit_name__ = "facet_by_place"
    inherit_cache = False
    type = Text()

    def __init__(self, rows: Select[Any], name: str) -> None:
        self.rows = rows.subquery("gw_r")
        self.name = name


class FacetsByPlace(ColumnElement[str]):
    """All facets of a list's values, each as a member whose value is as in `FacetByPlace`; NULL where there are none.

    Attributes:
        prefix: What stands before the names.
    """

    __visit_name__ = "facets_by_place"
    inherit_cache = False
    type = Text()

    def __init__(self, rows: Select[Any], prefix: str) -> None:
        self.rows = rows.subquery("gw_r")
        self.prefix = prefix
