"""A store's address → its storage. The one place that knows which databases there are."""

from __future__ import annotations

from graphwright.errors import StoreError
from graphwright.storage.interface import Storage, StoreOptions


def open_storage(address: str, options: StoreOptions | None = None) -> Storage:
    """The storage behind an address: a path, ":memory:", or postgresql://….

    Raises:
        StoreError: The address names no kind of store, or the store cannot be opened.
    """
    if address.startswith(("postgresql://", "postgres://")):
        try:
            from graphwright.storage.postgres.storage import PostgresStorage  # noqa: PLC0415 - psycopg is an extra
        except ImportError:
            raise StoreError(
                "PostgreSQL needs the driver psycopg: pip install 'graphwright[postgres]'; see ./dev setup"
            ) from None

        return PostgresStorage(address, options)
    if "://" in address:
        kind = address.split("://", 1)[0]
        raise StoreError(f"{kind}:// is no kind of store; give a file's path or postgresql://user@host/database")
    from graphwright.storage.sqlite.storage import SqliteStorage  # noqa: PLC0415 - beside its twin

    return SqliteStorage(address, options=options)
