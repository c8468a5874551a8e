"""SQL elements of databases that compare vectors themselves: distances in statements, keys of indexes.

Does not know: which database, what is searched.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, Double, NullType

from graphwright.model.vectors import Metric


class VectorDistance(FunctionElement[float]):
    """What orders stored vectors of one length by their distance from one that is asked for.

    Args:
        schema: Where the database has its type of vectors, as SQL writes it.
    """

    __visit_name__ = "vector_distance"
    inherit_cache = False
    type = Double()

    def __init__(
        self, stored: ColumnElement[Any], asked: ColumnElement[Any], *, metric: Metric, numbers: int, schema: str
    ) -> None:
        super().__init__(stored, asked)
        self.metric, self.numbers, self.schema = metric, numbers, schema


class VectorKey(FunctionElement[Any]):
    """The key of an index by which `VectorDistance` is found."""

    __visit_name__ = "vector_key"
    inherit_cache = False
    type = NullType()

    def __init__(self, stored: ColumnElement[Any], *, metric: Metric, numbers: int, schema: str) -> None:
        super().__init__(stored)
        self.metric, self.numbers, self.schema = metric, numbers, schema


class VectorNumbers(FunctionElement[bool]):
    """Whether a stored vector has so many numbers, said in the same words in statements and indexes."""

    __visit_name__ = "vector_numbers"
    inherit_cache = False
    type = Boolean()

    def __init__(self, stored: ColumnElement[Any], numbers: int) -> None:
        super().__init__(stored)
        self.numbers = numbers
