"""SQL for arithmetic that never fails: each element here, one method per compiler.

Does not know: where the numbers come from.
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import BigInteger, Double
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

Arithmetic = Literal["+", "-", "*", "/"]


class SureFloat(Double[float]):
    """Of what is a float in every row, whatever database it is: no need to make one of it."""


class BoundedMath(FunctionElement[Any]):
    """Two numbers of one kind added, subtracted, multiplied or divided; NULL where the result is no such number.

    Databases differ there: one fails, another goes on with a float or with infinity.

    Attributes:
        clauses: The numbers; a compiler may write them out twice, so they are columns, parameters or casts of such.
        is_whole: The numbers have 64 bits; they are not divided here. Else they are floats.
    """

    __visit_name__ = "bounded_math"
    inherit_cache = False

    def __init__(
        self, operator: Arithmetic, left: ColumnElement[Any], right: ColumnElement[Any], *, is_whole: bool
    ) -> None:
        super().__init__(left, right)
        self.operator = operator
        self.is_whole = is_whole
        self.type = BigInteger() if is_whole else SureFloat()
