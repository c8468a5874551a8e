"""PostgreSQL's errors in our words, with what to do about them.

In: a driver's error. Out: ours; passwords never. Does not know: connections, statements.
"""

from __future__ import annotations

import psycopg
from psycopg import errors

from graphwright import limits
from graphwright.errors import ExecutionError, InputError, LimitError, NotSupportedYet, StoreBusyError, StoreError
from graphwright.storage.interface import OutdatedSchema, UniqueViolation
from graphwright.storage.postgres.address import Address


class OthersInTheWay(StoreBusyError):
    """Rows that others have changed, in a way that cannot be waited for."""


def translated(error: psycopg.Error, address: Address) -> Exception:
    """A driver's error in our words, with what to do about it."""
    text = said(error)
    match error:
        case errors.UniqueViolation():
            return UniqueViolation(text)
        case errors.UndefinedTable() | errors.UndefinedColumn():
            return OutdatedSchema(text)
        case errors.UndefinedFunction() if "graphwright_" in text:
            return NotSupportedYet("a filter of this request is not supported yet on this database; it is on SQLite")
        case errors.InvalidParameterValue() if text.startswith("time zone "):
            return InputError(f"{text} by the database server; its time zones differ from those of this machine")
        case errors.LockNotAvailable():
            return StoreBusyError(
                f"other writers held the store for longer than {limits.write_wait_ms_max} ms (write_wait_ms_max); "
                "try again"
            )
        case errors.DeadlockDetected() | errors.SerializationFailure():
            return OthersInTheWay(f"another writer was in the way ({text}): nothing was written; try again")
        case errors.DiskFull():
            return StoreError("the server's disk is full: nothing was written; make room and try again")
        case errors.InsufficientPrivilege() | errors.InvalidSchemaName() | errors.ReadOnlySqlTransaction():
            return _not_allowed(error, address)
        case (
            errors.ProgramLimitExceeded()
            | errors.StatementTooComplex()
            | errors.NumericValueOutOfRange()
            | errors.DivisionByZero()
        ):
            return _of_statement(error, text)
        case errors.QueryCanceled():
            return StoreError(f"somebody stopped the statement on the server ({text}); try again")
        case errors.OperationalError():
            return StoreError(
                f"the server of {address.shown} failed or went away: {text}; nothing was written: try again"
            )
        case _:
            return StoreError(f"the store failed: {text}")


def _of_statement(error: psycopg.Error, text: str) -> Exception:
    """What a statement asked too much of."""
    if isinstance(error, errors.NumericValueOutOfRange | errors.DivisionByZero):
        return ExecutionError(f"a sum or another computed number has no place ({text}); sum up fewer values, or floats")
    return LimitError(f"a value or statement is too large for the store ({text})")


def _not_allowed(error: psycopg.Error, address: Address) -> StoreError:
    text = said(error)
    match error:
        case errors.InvalidSchemaName():
            return StoreError(
                f'the schema "{address.schema}" is gone, or the database user may not use it ({text}); give it USAGE '
                "and CREATE there"
            )
        case errors.ReadOnlySqlTransaction():
            return StoreError(f"{address.shown} takes no writes ({text}); it may be a replica: name the primary server")
        case _:
            return StoreError(
                f"the database user may not do this ({text}); give it the rights to create and change tables in the "
                f'schema "{address.schema}"'
            )


def said(error: psycopg.Error) -> str:
    """What the server or libpq said, on one line."""
    return " ".join((error.diag.message_primary or str(error)).split())
