"""A floor's database connection: APSW with its statement cache. Does not know: HTTP, the statements' meaning.

Settings are meant to equal those of the server's own storage, so that only GraphQL makes the difference.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import apsw
import re2  # type: ignore[import-untyped, unused-ignore]

from bench.floors.nearest import NearestFloor
from bench.floors.statements import Floor
from bench.floors.walks import WalkFloor
from graphwright.storage.sqlite.cursors import add_cursor_function

PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA cache_size=-8000",
    "PRAGMA mmap_size=1073741824",
    "PRAGMA temp_store=MEMORY",
)
"""Those of storage/sqlite/connection.py. cache_size: kibibytes as a negative number; mmap_size: bytes."""
_UIDS_OF_A_PROCESS = 1 << 36
"""Uids set apart for each process; process ids stay below 2^22, so all stay below 2^63."""
_FIRST_UIDS = 1 << 60

Scalar = None | int | float | bytes | str


class FloorConnection:
    """One connection of one process. Not thread-safe."""

    def __init__(self, store: Path) -> None:
        """Raises apsw.CantOpenError if there is no such store."""
        self._connection = apsw.Connection(
            str(store), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_NOMUTEX, statementcachesize=400
        )
        self._connection.set_busy_timeout(5_000)
        for pragma in PRAGMAS:
            self._connection.execute(pragma).fetchall()
        self._connection.create_scalar_function("re2_matches", _re2_matches, 2, deterministic=True)
        add_cursor_function(self._connection)
        self._nearest: dict[tuple[str, str], NearestFloor] = {}
        self._walks: WalkFloor | None = None
        self._lock = os.open(f"{store}.floor-lock", os.O_CREAT | os.O_RDWR, 0o600)
        self._next_uid = _FIRST_UIDS + os.getpid() * _UIDS_OF_A_PROCESS
        self._writes = 0

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()
        os.close(self._lock)

    def run(self, floor: Floor, parameters: Mapping[str, Scalar]) -> str:
        """The answer's text.

        Raises:
            apsw.Error: SQLite refused a statement; a write has been rolled back.
            TypeError: The last statement gave no text.
        """
        if floor.walk is not None:
            if self._walks is None:
                self._walks = WalkFloor(self._connection)
            return self._walks.run(floor.walk, parameters)
        if floor.nearest is not None:
            parameters = {**parameters, "found": self._found(floor.nearest, str(parameters["vector"]))}
        if not floor.is_write:
            return self._text(floor.statements[0], parameters)
        self._writes += 1
        bindings = {**parameters, "uid": self._next_uid, "mark": (os.getpid() << 32) + self._writes}
        self._next_uid += floor.uids
        return self._write(floor, bindings)

    def explain(self, floor: Floor) -> list[tuple[str, list[str]]]:
        """Each statement with the lines of its EXPLAIN QUERY PLAN, indented by depth."""
        return [(statement, self._plan(statement)) for statement in floor.statements]

    def _found(self, nearest: tuple[str, str], vector: str) -> str:
        if nearest not in self._nearest:
            self._nearest[nearest] = NearestFloor(self._connection, *nearest)
        return self._nearest[nearest].found(vector)

    def _text(self, statement: str, parameters: Mapping[str, Scalar]) -> str:
        text = self._connection.execute(statement, parameters).get
        if not isinstance(text, str):
            raise TypeError(f"the floor's last statement gave {text!r}, not one text")
        return text

    def _write(self, floor: Floor, bindings: Mapping[str, Scalar]) -> str:
        """Writers queue on a file lock, as the server's own do: SQLite's busy handler starves processes."""
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in floor.statements[:-1]:
                    self._connection.execute(statement, bindings).fetchall()
                text = self._text(floor.statements[-1], bindings)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            return text
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _plan(self, statement: str) -> list[str]:
        depth = {0: -1}
        lines: list[str] = []
        # Parameters stay unbound: the plan does not depend on them
        cursor = self._connection.execute("EXPLAIN QUERY PLAN " + statement, _Unbound())
        for identity, parent, _unused, detail in cursor:
            depth[cast("int", identity)] = depth.get(cast("int", parent), -1) + 1
            lines.append("  " * depth[cast("int", identity)] + str(detail))
        return lines


def set_up(store: Path, statements: Path) -> None:
    """Runs statements once on a copy of a store: what floors need besides its tables."""
    connection = apsw.Connection(str(store))
    try:
        connection.execute(statements.read_text()).fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


@cache
def _compiled(pattern: str) -> Any:
    return re2.compile(pattern)


def _re2_matches(*given: Any) -> bool:
    pattern, text = given
    return _compiled(pattern).search(text) is not None


class _Unbound(dict[str, Scalar]):
    """Gives NULL for every name."""

    def __missing__(self, _name: str) -> Scalar:
        return None
