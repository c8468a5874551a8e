"""Schema changes one after the other: who comes second waits, rather than being refused at once.

Several workers of a newer program start at the same time, and so do several instances of an app that each send their
schema. Does not know: what is changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from graphwright import limits
from graphwright.errors import StoreBusyError
from graphwright.storage.interface import Storage

_pause_s: Final = 0.05


@contextmanager
def alter_lock_in_turn(storage: Storage, wait_s: float | None = None) -> Iterator[None]:
    """The lock of schema changes, waited for.

    Args:
        wait_s: At most so long; None: as long as a write may wait.

    Raises:
        StoreBusyError: Another change takes longer.
    """
    end = time.monotonic() + (limits.write_wait_ms_max / 1000 if wait_s is None else wait_s)
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(storage.alter_lock())
                break
            except StoreBusyError:
                if time.monotonic() > end:
                    raise
                time.sleep(_pause_s)
        yield
