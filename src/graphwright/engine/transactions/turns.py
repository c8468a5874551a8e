"""Whose turn it is: steps of one transaction run one after the other, on threads or in event loops.

Does not know: transactions.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Final

_pause_s: Final = 0.001
_pause_s_max: Final = 0.05


class Turn:
    """Held by one step at a time; given back by whoever ends it, on whatever thread."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def take(self, *, wait_s: float = -1) -> bool:
        """Waits for it; False if that took too long. 0: does not wait."""
        return self._lock.acquire(blocking=wait_s != 0, timeout=wait_s if wait_s > 0 else -1)

    def give(self) -> None:
        """Lets the next one have it."""
        self._lock.release()

    async def take_async(self) -> None:
        """Waits for it without holding up the event loop; two steps of one transaction seldom come together."""
        pause_s = _pause_s
        while not self.take(wait_s=0):
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _pause_s_max)
