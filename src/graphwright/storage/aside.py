"""A store that is built aside and then put in the place of an empty one, or of none.

In: the address of the place. Out: an `Aside`, whose storage is filled by the caller. What is in the place is an empty
store or none until `swap`, and the whole new one from then on. Does not know: what is written.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from graphwright.errors import StoreError
from graphwright.storage.bulk.moving import MovedTable
from graphwright.storage.catalog_store import read_state
from graphwright.storage.interface import Storage
from graphwright.storage.migrations import read_format
from graphwright.storage.tables import state_table, system


class Aside(Protocol):
    """A store under construction."""

    @property
    def storage(self) -> Storage:
        """Where to write; closed by `swap`, or at the end of the context."""

    def swap(self) -> None:
        """Puts it in its place.

        Raises:
            StoreError: The place is not empty, or somebody has it open.
        """


def open_aside(address: str, *, resumes: bool, cache_bytes: int) -> AbstractContextManager[Aside]:
    """A new store for a place; nobody else can open one for the same place meanwhile.

    Args:
        address: A path, or postgresql://….
        resumes: Goes on with the one that was not put in its place; otherwise it is removed.
        cache_bytes: What the database may keep of it in memory, where that is ours to say.

    Raises:
        StoreBusyError: One is being built for this place.
        StoreError: The place holds data, or there is none to go on with.
    """
    if address.startswith(("postgresql://", "postgres://")):
        from graphwright.storage.postgres.aside import postgres_aside  # noqa: PLC0415 - psycopg is an extra

        return postgres_aside(address, resumes=resumes)
    if address == ":memory:" or "://" in address:
        raise StoreError(f"a store cannot be built aside for {address}; name a file or a postgresql:// URL")
    from graphwright.storage.sqlite.aside import sqlite_aside  # noqa: PLC0415 - beside its twin

    return sqlite_aside(address, resumes=resumes, cache_bytes=cache_bytes)


def refuse_content(storage: Storage) -> None:
    """Sees that a store is as it was made.

    Raises:
        StoreError: It was used.
    """
    connection = storage.open_reader()
    try:
        if read_format(storage, connection) is None:
            return
        state = read_state(storage, connection)
        is_used = state.catalog_version or state.commit_ts or state.next_uid > 1
        tables = [table for table in system.sorted_tables if table is not state_table]
        if is_used or any(MovedTable(storage, table).count(connection) for table in tables):
            raise StoreError(
                f"the store {storage.describe()} is not empty: a whole store can only be built where there is none; "
                "remove it, name another place, or add to it with graphwright load"
            )
    finally:
        connection.close()
