"""SQL for bigfloats, texts with keys that order as the numbers do: each element here, one method per compiler.

Results have as many digits as bigfloats have (`model/bigfloats.py`). Does not know: where the numbers come from.
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Text
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

BigFloatOperator = Literal["+", "-", "*", "/", "%", "pow", "logbase"]
BigFloatFunctionName = Literal["floor", "ceil", "sqrt", "ln", "exp"]


class BigFloatOf(FunctionElement[str]):
    """An integer or a float as a bigfloat's text; of a float the digits that it is shown with."""

    __visit_name__ = "bigfloat_of"
    inherit_cache = False
    type = Text()


class BigFloatKey(FunctionElement[str]):
    """The key of a bigfloat's text."""

    __visit_name__ = "bigfloat_key"
    inherit_cache = False
    type = Text()


class BigFloatMath(FunctionElement[str]):
    """Two texts of bigfloats computed with; NULL where the result is no such number, and for a division by 0."""

    __visit_name__ = "bigfloat_math"
    inherit_cache = False
    type = Text()

    def __init__(self, operator: BigFloatOperator, left: ColumnElement[Any], right: ColumnElement[Any]) -> None:
        super().__init__(left, right)
        self.operator = operator


class BigFloatFunction(FunctionElement[str]):
    """A function of one text of a bigfloat; NULL where it has no such number: a root or logarithm of less than 0."""

    __visit_name__ = "bigfloat_function"
    inherit_cache = False
    type = Text()

    def __init__(self, name: BigFloatFunctionName, operand: ColumnElement[Any]) -> None:
        super().__init__(operand)
        self.function = name


class BigFloatTotal(FunctionElement[str]):
    """The sum or the average of texts of bigfloats, an aggregate; NULL over nothing."""

    __visit_name__ = "bigfloat_total"
    inherit_cache = False
    type = Text()

    def __init__(self, function: Literal["sum", "avg"], values: ColumnElement[Any]) -> None:
        super().__init__(values)
        self.function = function
