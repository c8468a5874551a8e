"""A floor's way to PostgreSQL: the driver code of the server's own storage, so that only GraphQL makes the difference.

Reads go through a pool of the event loop; writes through one thread and one connection, all statements of one in one go
and one transaction, which is the least that a write can take. Does not know: HTTP, the statements' meaning.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.floors.statements import Floor
from graphwright.storage.interface import SqlValue, StoreOptions
from graphwright.storage.postgres.address import parse_address
from graphwright.storage.postgres.opening import connect
from graphwright.storage.postgres.pool import ReadPool
from graphwright.storage.postgres.wire import Wire

DIRECTORY = Path(__file__).parent / "postgres"
_NAME = re.compile(r"(?<![:\w]):([A-Za-z]\w*)")
_UIDS_OF_A_PROCESS = 1 << 36
_FIRST_UIDS = 1 << 60


class PostgresFloorConnection:
    """The connections of one process, opened on first use."""

    def __init__(self, url: str) -> None:
        self._address = parse_address(url)
        self._reads = ReadPool(
            self._address, size=StoreOptions().read_connections, statement_ms=StoreOptions().statement_ms_max
        )
        self._thread = ThreadPoolExecutor(1)
        self._wire: Wire | None = None
        self._texts: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._next_uid = _FIRST_UIDS + os.getpid() * _UIDS_OF_A_PROCESS

    async def run(self, floor: Floor, parameters: Mapping[str, Any]) -> str:
        """The answer's text.

        Raises:
            psycopg.Error, StoreError: The server refused a statement; a write has been undone.
            TypeError: The last statement gave no text.
        """
        if floor.is_write:
            bindings = {**parameters, "uid": self._next_uid}
            self._next_uid += floor.uids
            statements = [self._bound(statement, bindings) for statement in floor.statements]
            rows = await asyncio.get_running_loop().run_in_executor(self._thread, self._write, statements)
        else:
            rows = await self._reads.rows(*self._bound(floor.statements[0], parameters))
        [(text,)] = rows
        if not isinstance(text, str):
            raise TypeError(f"the floor's last statement gave {text!r}, not one text")
        return text

    def _write(self, statements: Sequence[tuple[str, Sequence[SqlValue]]]) -> list[tuple[Any, ...]]:
        """What is sent in one go is one transaction, without a word for its beginning and end."""
        if self._wire is None:
            self._raw = connect(self._address, is_writer=True)
            self._wire = Wire(self._raw)
        return self._wire.run(statements)

    def _bound(self, statement: str, parameters: Mapping[str, Any]) -> tuple[str, list[SqlValue]]:
        known = self._texts.get(statement)
        if known is None:
            known = self._texts[statement] = numbered(statement)
        return known[0], [parameters[name] for name in known[1]]


def is_postgres(store: str) -> bool:
    """Whether a store's address is not a file's."""
    return store.startswith(("postgresql://", "postgres://"))


def numbered(statement: str) -> tuple[str, tuple[str, ...]]:
    """A statement with `$1` … in the place of its named parameters, and their names in that order."""
    names = tuple(dict.fromkeys(_NAME.findall(statement)))
    text = _NAME.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
    return text.rstrip().removesuffix(";"), names
