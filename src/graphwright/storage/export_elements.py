"""SQL expressions for exports that SQLAlchemy lacks. As in `elements.py`: one class here, one method per compiler.

Does not know: formats, tables, the catalog.
"""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement


class HexUid(FunctionElement[str]):
    """A uid as clients see it, without quotes: `0x1f`."""

    __visit_name__ = "hex_uid"
    inherit_cache = False
    type = Text()

    def __init__(self, uid: ColumnElement[int]) -> None:
        super().__init__(uid)
