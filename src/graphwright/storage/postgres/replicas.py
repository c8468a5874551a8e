"""Which server a read is asked of: a replica where there is one and it is far enough, else the primary.

How far a replica is stands in the store's own counters as the replica shows them: `commit_ts` and the catalog's
version. They only grow, so what a connection has seen once holds for all that it reads later; a read asks for them
only when it must see more than that. A replica that lags knows of no schema change either, and a process that reads
nothing else would go on with the schema, and the rules, of before: so the primary is asked for the catalog's version
every `replica_schema_ms_max`. Does not know: requests, how replication works.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any, Final

from graphwright import limits
from graphwright.errors import StoreError
from graphwright.storage.interface import Freshness, OutdatedSchema, SqlValue, StoreOptions
from graphwright.storage.postgres.address import Address
from graphwright.storage.postgres.pool import ReadPool

_catalog_version: Final = "SELECT catalog_version FROM gw_state"
_look_again_s: Final = 0.01
_down_s: Final = 2.0
"""Seconds for which a replica that was not there is not asked again."""


class Reads:
    """Reads of one process: `interface.EventLoopReads`."""

    def __init__(self, primary: Address, replica: Address | None, options: StoreOptions) -> None:
        size, statement_ms = options.read_connections, options.statement_ms_max
        self._primary = ReadPool(primary, size=size, statement_ms=statement_ms)
        self._replica = None if replica is None else ReadPool(replica, size=size, statement_ms=statement_ms)
        self.has_replica = replica is not None
        self._down_until = 0.0
        self._version = 0
        self._known_until = 0.0
        self._looking: asyncio.Task[None] | None = None

    async def rows(self, text: str, arguments: Sequence[SqlValue], freshness: Freshness) -> list[tuple[Any, ...]]:
        if self._replica is None or freshness.is_newest or time.monotonic() < self._down_until:
            return await self._primary.rows(text, arguments)
        if time.monotonic() > self._known_until:
            await self._look_at_version()
        if freshness.version < self._version:
            # By the primary's answer it is found out that the statement is of a schema that is no longer in force.
            return await self._primary.rows(text, arguments)
        try:
            rows = await self._of_replica(self._replica, text, arguments, freshness)
        except OutdatedSchema:
            rows = None  # it says so too while a table of ours is on its way to it
        except StoreError:
            self._down_until = time.monotonic() + _down_s
            rows = None
        return await self._primary.rows(text, arguments) if rows is None else rows

    async def _look_at_version(self) -> None:
        """Asks the primary for the catalog's version, once for all reads that wait for it."""
        looking = self._looking
        if looking is None or looking.done() or looking.get_loop() is not asyncio.get_running_loop():
            looking = self._looking = asyncio.get_running_loop().create_task(self._look())
        await asyncio.shield(looking)

    async def _look(self) -> None:
        began = time.monotonic()
        try:
            [(version,)] = await self._primary.rows(_catalog_version)
        except (StoreError, OutdatedSchema):
            pass  # while the primary is away, nobody changes the schema
        else:
            self._version = max(self._version, version)
        self._known_until = began + limits.replica_schema_ms_max / 1000

    async def _of_replica(
        self, replica: ReadPool, text: str, arguments: Sequence[SqlValue], freshness: Freshness
    ) -> list[tuple[Any, ...]] | None:
        """The replica's rows; None if it does not come past what must be seen."""
        end = time.monotonic() + limits.replica_wait_ms_max / 1000
        while True:
            rows = await replica.rows_past(text, arguments, freshness)
            if rows is not None or time.monotonic() > end:
                return rows
            await asyncio.sleep(_look_again_s)

    def close(self) -> None:
        self._primary.close()
        if self._replica is not None:
            self._replica.close()
