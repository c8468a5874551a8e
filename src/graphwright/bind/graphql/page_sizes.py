"""What page sizes and offsets do to a plan: classes of their values, each with a bound.

In: values of `first` and `offset`. Out: classes, bounds. Does not know: where the values come from.
"""

from __future__ import annotations

from typing import Any, Final

from graphwright.bind.graphql.filters import first_class

_size_bounds: Final = (64, 1_024, 16_384)
"""Few: every class has a plan of its own, and a database's choice hardly changes within one."""


def size_class(value: Any) -> int | str:
    """As `first_class`; in the place of "first" the least of a few bounds that a size or an offset does not exceed.

    A database that plans anew wherever it cannot see how much is asked for is told so by the bound.
    """
    kind = first_class(value)
    return next((bound for bound in _size_bounds if value <= bound), kind) if kind == "first" else kind


def most_rows(*classes: int | str) -> int | None:
    """A bound of what sizes and offsets of these classes make together; None: there is none."""
    if "first" in classes:
        return None
    return sum(bound for bound in classes if isinstance(bound, int)) or None
