"""What the store said, remembered for as long as nobody commits anything.

Only a database that tells without being asked whether there was a commit lets it be remembered
(`Storage.commit_mark`); of the others it is asked each time. Does not know: what is asked.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from graphwright.storage.interface import Storage

Result = TypeVar("Result")


class Kept(Generic[Result]):
    """One answer of the store."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._kept: tuple[bytes, Result] | None = None

    def look(self) -> tuple[bytes | None, Result | None]:
        """The mark of this moment, and the answer if it is still good; else None, and `keep` takes the next one."""
        mark, kept = self._storage.commit_mark(), self._kept
        return mark, (kept[1] if kept is not None and kept[0] == mark else None)

    def keep(self, mark: bytes | None, answer: Result) -> None:
        """Remembers an answer.

        Args:
            mark: That of `look`, before the store was asked: a commit in between makes it another one.
        """
        if mark is not None:
            self._kept = mark, answer
