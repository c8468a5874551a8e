"""Schema changes one after the other: who comes second waits, rather than being refused at once.

Several workers of a newer program start at the same time, and so do several instances of an app that each send their
schema. Does not know: what is changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from graphwright import limits
from graphwright.errors import StoreBusyError
from graphwright.storage.interface import Storage


@contextmanager
def alter_lock_in_turn(storage: Storage) -> Iterator[None]:
    """The lock of schema changes, waited for as long as a write may wait.

    Raises:
        StoreBusyError: Another change takes longer.
    """
    end = time.monotonic() + limits.write_wait_ms_max / 1000
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(storage.alter_lock())
                break
            except StoreBusyError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        yield
