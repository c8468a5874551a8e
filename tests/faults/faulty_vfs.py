"""An SQLite VFS on which the n-th write, sync or truncate fails; everything else goes to the ordinary one
(but flushing).

In: `vfs.arm(...)`. Out: what SQLite does about it, and how many operations there were. Shared memory and locks are the
base VFS's: APSW forwards what `VFSFile` does not override.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import apsw

_numbers: Final = itertools.count()
operations: Final = ("write", "sync", "truncate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong, from the moment it is armed.

    Attributes:
        at: 1 is the next operation of the kind.
        lasts: Every operation of any kind fails from then on, as on a disk that died; else that one alone.
    """

    operation: str
    at: int
    error: Callable[[], Exception]
    lasts: bool = False


class FaultyVfs(apsw.VFS):
    """Registered under `name` as long as the object lives.

    Attributes:
        has_failed: The fault was met since it was armed.
        is_behind_flush: That was after something had been flushed.
    """

    _fault: Fault | None

    def __init__(self) -> None:
        self.name = f"faulty-{next(_numbers)}"
        super().__init__(self.name, "")
        self.disarm()

    def arm(self, fault: Fault) -> None:
        self.disarm()
        self._fault = fault

    def disarm(self) -> None:
        """From here on all is well; counting begins anew."""
        self.heal()
        self.counts = dict.fromkeys(operations, 0)
        self.has_failed = False
        self.is_behind_flush = False

    def heal(self) -> None:
        """From here on all is well; what has happened is still known."""
        self._fault = None

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> FaultyFile:  # noqa: N802 - APSW's name
        return FaultyFile(self, name, flags)

    def meet(self, operation: str) -> None:
        """Counts an operation, and raises if it is to fail."""
        self.counts[operation] += 1
        fault = self._fault
        if fault is None:
            return
        is_it = operation == fault.operation and self.counts[operation] == fault.at
        if is_it or (fault.lasts and self.has_failed):
            if not self.has_failed:
                self.is_behind_flush = self.counts["sync"] > (operation == "sync")
            self.has_failed = True
            raise fault.error()


class FaultyFile(apsw.VFSFile):
    def __init__(self, vfs: FaultyVfs, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._vfs = vfs

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._vfs.meet("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._vfs.meet("sync")
        # Not handed on: nobody pulls a plug here, and it takes longer than all the rest.

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._vfs.meet("truncate")
        super().xTruncate(newsize)
