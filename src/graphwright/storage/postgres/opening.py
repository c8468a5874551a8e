"""Connections to a server: opened, and told how the session is to be.

In: an address. Out: psycopg's connections. Does not know: what is said on them.
"""

from __future__ import annotations

from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.types.numeric import Int8Dumper

from graphwright import limits
from graphwright.errors import StoreError
from graphwright.storage.postgres.address import Address
from graphwright.storage.postgres.problems import said

_connect_seconds_max: Final = 10
_settings: Final = sql.SQL(
    "SET search_path TO {schema}; SET default_transaction_read_only TO {is_reader}; SET lock_timeout TO {wait_ms};"
    # Texts that write JSON look expensive to the planner; compiling them to machine code costs more than running them.
    "SET jit TO off; SET standard_conforming_strings TO on; SET extra_float_digits TO 1;"
    # What is read through a cursor is read to its end.
    "SET cursor_tuple_fraction TO 1; SET client_min_messages TO warning"
)


def connect(address: Address, *, is_writer: bool) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection that finds the store's tables by their bare names.

    Raises:
        StoreError: The server is not there, or does not let us in.
    """
    try:
        raw = psycopg.connect(
            **_parameters(address),
            autocommit=True,
            prepare_threshold=None,  # `wire.py` does so
            cursor_factory=psycopg.RawCursor,
        )
    except psycopg.Error as error:
        raise _no_connection(address, error) from None
    # Always eight bytes: a statement is prepared once, whatever the size of its numbers.
    raw.adapters.register_dumper(int, Int8Dumper)
    try:
        raw.execute(_session(address, is_writer=is_writer))
    except psycopg.Error as error:  # the server lets in and goes away
        raw.close()
        raise _no_connection(address, error) from None
    return raw


async def open_async(address: Address, *, statement_ms: int) -> psycopg.AsyncConnection[tuple[Any, ...]]:
    """As `connect`, for reads in an event loop.

    Args:
        statement_ms: Milliseconds that the server gives each statement.

    Raises:
        StoreError: The server is not there, or does not let us in.
    """
    try:
        raw = await psycopg.AsyncConnection.connect(**_parameters(address), autocommit=True)
    except psycopg.Error as error:
        raise _no_connection(address, error) from None
    raw.adapters.register_dumper(int, Int8Dumper)
    try:
        await raw.execute(_session(address, is_writer=False))
        await raw.execute(sql.SQL("SET statement_timeout TO {}").format(sql.Literal(statement_ms)))
    except psycopg.Error as error:
        await raw.close()
        raise _no_connection(address, error) from None
    return raw


def _parameters(address: Address) -> dict[str, Any]:
    return {
        "connect_timeout": _connect_seconds_max,
        "application_name": "graphwright",
        # A server that vanished without a word is noticed in 20 s, and not after the system's two hours.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        **address.parameters,
        "client_encoding": "utf8",
    }


def _session(address: Address, *, is_writer: bool) -> sql.Composed:
    return _settings.format(
        schema=sql.Identifier(address.schema),
        is_reader=sql.SQL("off" if is_writer else "on"),
        wait_ms=sql.Literal(limits.write_wait_ms_max),
    )


def _no_connection(address: Address, error: psycopg.Error) -> StoreError:
    return StoreError(
        f"no connection to {address.shown}: {said(error)}; see that the server runs there, that the database "
        "exists, and that user and password are right"
    )
