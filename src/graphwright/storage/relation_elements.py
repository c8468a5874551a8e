"""SQL for looking into a relation that a statement has made before: each element here, one method per compiler.

Does not know: tables, the catalog.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from sqlalchemy import BigInteger, Column, Double, LargeBinary
from sqlalchemy.sql import ColumnElement, functions
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class RelationLookup(FunctionElement[Any]):
    """The value that a relation has for a uid; NULL where it has none.

    A database that indexes what it has made, when it is asked for again and again, scans; another one looks into a map.

    Attributes:
        clauses: The value as a scalar sub-select; a sub-select of the whole relation as one JSON object from uid to
            value; the uid.
    """

    __visit_name__ = "relation_lookup"
    inherit_cache = False

    def __init__(
        self, scanned: ColumnElement[Any], mapped: ColumnElement[Any], uid: ColumnElement[int], kind: TypeEngine[Any]
    ) -> None:
        super().__init__(scanned, mapped, uid)
        self.type = kind


handed_columns_max: Final = 3
"""uid, value, key."""


class handed_function(functions.GenericFunction[Any]):  # noqa: N801 - SQLAlchemy takes the SQL name from the class
    """Table function; see `handed_rows`."""

    inherit_cache = False
    name = "graphwright_handed"


def handed_rows(rows: ColumnElement[Any], name: str, types: Sequence[TypeEngine[Any]]) -> Any:
    """A parameter with a JSON list of rows as a table: columns c0, c1 and so on."""
    columns = [Column(f"c{place}", each) for place, each in enumerate(types)]
    return handed_function(rows).table_valued(*columns).alias(name)


class pairs_function(functions.GenericFunction[Any]):  # noqa: N801 - SQLAlchemy takes the SQL name from the class
    """Table function; see `handed_pairs`."""

    inherit_cache = False
    name = "graphwright_pairs"


def handed_pairs(pairs: ColumnElement[Any], name: str) -> Any:
    """A parameter with a JSON list [[parent, uid], …] as a table."""
    return pairs_function(pairs).table_valued(Column("parent", BigInteger()), Column("uid", BigInteger())).alias(name)


class VectorDot(FunctionElement[float]):
    """The scalar product of two vectors; NULL where their lengths differ."""

    __visit_name__ = "vector_dot"
    inherit_cache = False
    type = Double()


class VectorMath(FunctionElement[bytes]):
    """The numbers of two vectors added or subtracted; NULL where their lengths differ."""

    __visit_name__ = "vector_math"
    inherit_cache = False
    type = LargeBinary()

    def __init__(self, operator: Literal["+", "-"], left: ColumnElement[Any], right: ColumnElement[Any]) -> None:
        super().__init__(left, right)
        self.operator = operator
