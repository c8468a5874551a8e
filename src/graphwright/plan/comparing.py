"""The comparisons of the IR as operators of SQL expressions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphwright.ir.nodes import Comparison

comparisons: Final[Mapping[Comparison, Callable[[Any, Any], Any]]] = {
    "eq": operator.eq,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
