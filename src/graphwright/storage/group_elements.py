"""SQL expressions for groups that SQLAlchemy lacks: periods of a calendar, and exact sums.

As in `elements.py`: one class here, one compile function per dialect. Does not know: tables, the catalog.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from graphwright.model.time_zones import Bucket


class PeriodOf(FunctionElement[Any]):
    """What stands for the period of a time zone's calendar in which a DateTime lies; the order is that of time.

    Args:
        key: The DateTime's key.
        zone: Name of the zone; None: UTC.
    """

    __visit_name__ = "period_of"
    inherit_cache = False
    type = NullType()

    def __init__(self, key: ColumnElement[Any], bucket: Bucket, zone: BindParameter[Any] | None) -> None:
        super().__init__(*((key,) if zone is None else (key, zone)))
        self.bucket = bucket


class PeriodText(FunctionElement[str]):
    """A period that `PeriodOf` gave, as the text of the DateTime at which it begins; NULL for none."""

    __visit_name__ = "period_text"
    inherit_cache = False
    type = Text()

    def __init__(self, period: ColumnElement[Any], bucket: Bucket, zone: BindParameter[Any] | None) -> None:
        super().__init__(*((period,) if zone is None else (period, zone)))
        self.bucket = bucket


class ExactSum(FunctionElement[Any]):
    """Aggregate: the sum of 64-bit integers, however large, in a form that can be compared."""

    __visit_name__ = "exact_sum"
    inherit_cache = False
    type = NullType()

    def __init__(self, value: ColumnElement[Any]) -> None:
        super().__init__(value)


class ExactNumber(FunctionElement[Any]):
    """A 64-bit integer in the form of `ExactSum`."""

    __visit_name__ = "exact_number"
    inherit_cache = False
    type = NullType()

    def __init__(self, value: ColumnElement[Any]) -> None:
        super().__init__(value)


class ExactText(FunctionElement[str]):
    """What `ExactSum` gave as JSON text; NULL is `null`."""

    __visit_name__ = "exact_text"
    inherit_cache = False
    type = Text()

    def __init__(self, total: ColumnElement[Any]) -> None:
        super().__init__(total)
