"""The writer of cursors as an SQL function of one connection.

Does not know: what a cursor looks like (`model/cursors.py`).
"""

from __future__ import annotations

from typing import Any

import apsw

from graphwright.model.cursors import write_cursor


def add_cursor_function(raw: apsw.Connection) -> None:
    """Makes it callable: (mark, uid, values…) → text."""

    def write(*given: Any) -> str:
        return write_cursor(*given)

    raw.create_scalar_function("gw_cursor", write, -1, deterministic=True)
