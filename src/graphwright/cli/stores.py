"""Opening the store of a command that works on it directly, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graphwright.errors import StoreError

if TYPE_CHECKING:
    from graphwright.engine.database import Database


@contextmanager
def opened(store: str, *, must_exist: bool = False) -> Iterator[Database]:
    """The open store, closed afterwards.

    Args:
        must_exist: A file that is not there is a mistake and not a wish for a new store.

    Raises:
        StoreError: It cannot be opened.
    """
    if must_exist and "://" not in store and not Path(store).exists():
        raise StoreError(f"there is no store {store}; name it with --store, or make it: graphwright schema apply FILE")
    from graphwright.engine.database import Database  # noqa: PLC0415 -- 300 ms that --help need not take

    database = Database.open(store)
    try:
        yield database
    finally:
        database.close()
