"""SQLite as a library: how it is set up once in a process, before its first connection.

In: nothing. Out: nothing. Does not know: stores, connections.
"""

from __future__ import annotations

import threading
from typing import Final

import apsw

_lock: Final = threading.Lock()
_is_set_up = False


def set_up_library() -> None:
    """Has SQLite not count the memory that it takes.

    It counts under one lock for all threads: two long reads side by side spend more time there than at their work.
    The library has to be shut down for that, so nothing is changed where the program has connections of its own.
    """
    global _is_set_up  # noqa: PLW0603 - the library is one for the process, and so is what has been done to it
    with _lock:
        if _is_set_up or apsw.connections():
            return
        apsw.shutdown()
        try:
            apsw.config(apsw.SQLITE_CONFIG_MEMSTATUS, 0)
        finally:
            apsw.initialize()
        _is_set_up = True
