"""The one error tree.

In: nothing. Out: every exception that a user of Graphwright can meet, each with a stable `code`
(shown as `extensions.code` in GraphQL), a message that says how to fix it, and where it is (line and
column in a text, or a path in an answer). Our own bugs are assertions and do not appear here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar


class GraphwrightError(Exception):
    """Something a user, an operator or the environment did that we can name.

    Args:
        message: What is wrong and how to fix it.
        line: 1-based line in the text that was given, when there is one.
        column: 1-based column in that line.
        path: Path of the failed field in the answer (response keys and list indexes).
    """

    code: ClassVar[str] = "ERROR"

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        path: tuple[str | int, ...] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.path = path

    def as_graphql(self) -> dict[str, Any]:
        """The error as a member of a GraphQL answer's `errors` (GraphQL spec, 7.1.2)."""
        entry: dict[str, Any] = {"message": self.message}
        if self.line is not None:
            entry["locations"] = [{"line": self.line, "column": self.column or 1}]
        if self.path is not None:
            entry["path"] = list(self.path)
        entry["extensions"] = {"code": self.code}
        return entry


class ErrorList(GraphwrightError):
    """Several errors found in one go, such as all the broken rules of a schema."""

    code = "SEVERAL_ERRORS"

    def __init__(self, errors: list[GraphwrightError]) -> None:
        assert errors, "an ErrorList holds at least one error"
        super().__init__("\n".join(error.message for error in errors))
        self.errors = errors


class ParseError(GraphwrightError):
    """A text that does not follow its grammar."""

    code = "PARSE_FAILED"


class ValidationError(GraphwrightError):
    """A GraphQL document that breaks a rule of the specification or names something unknown."""

    code = "VALIDATION_FAILED"


class InputError(GraphwrightError):
    """A value that does not fit: a variable of the wrong type, a malformed id, a bad date."""

    code = "BAD_USER_INPUT"


class NodeIdError(InputError):
    """An ID that is none, or an @id argument that is null: nothing is asked of the store for it."""

    code = "BAD_USER_INPUT"


class RequestError(GraphwrightError):
    """A request whose envelope is wrong: method, content type, JSON."""

    code = "BAD_REQUEST"


class PersistedQueryNotFound(RequestError):
    """A hash without a text, of a query that this process does not remember; clients send the text then."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class SchemaError(GraphwrightError):
    """A schema that breaks a rule."""

    code = "SCHEMA_INVALID"


class NoSchemaError(GraphwrightError):
    """A GraphQL request before any schema was given."""

    code = "NO_SCHEMA"


class SchemaChangeRefused(GraphwrightError):
    """A valid schema that the stored data does not allow."""

    code = "SCHEMA_CHANGE_REFUSED"


class NotSupportedYet(GraphwrightError):
    """A part of the languages that exists, but not in this version."""

    code = "NOT_SUPPORTED_YET"


class RuleRefused(GraphwrightError):
    """The rules of `@auth` do not allow a mutation, or a key is taken by a node that they hide: which, is not said."""

    code = "FORBIDDEN"

    def __init__(self) -> None:
        super().__init__("the rules of the schema do not allow this; nothing was changed")


class FieldForbidden(GraphwrightError):
    """A rule on a field hides its value, or does not let it be asked about."""

    code = "FORBIDDEN"


class DuplicateKeyError(GraphwrightError):
    """A value of an `@id` field that another node has already.

    Args:
        owners: The nodes that have it, where the message tells of nodes that are stored.
    """

    code = "DUPLICATE_ID"

    def __init__(self, message: str, *, owners: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.owners = frozenset(owners)


class NodeReferenceError(GraphwrightError):
    """A reference to a node that is not there or is of another type."""

    code = "REFERENCE_NOT_FOUND"


class ExecutionError(GraphwrightError):
    """A request that was understood and failed while it ran."""

    code = "EXECUTION_FAILED"


class AbortedError(GraphwrightError):
    """A transaction that was given up: others changed first what it changes, or it is over. To be begun again."""

    code = "ABORTED"

    def __init__(self, message: str = "Transaction has been aborted. Please retry") -> None:
        super().__init__(message)


class PendingTransactionsError(GraphwrightError):
    """A schema change of what open transactions have changed; these are given up, so that the next try succeeds."""

    code = "PENDING_TRANSACTIONS"

    def __init__(self) -> None:
        super().__init__("Pending transactions found. Please retry operation")


class NonNullViolation(GraphwrightError):
    """A required field without a value in the store."""

    code = "NON_NULL_VIOLATED"


class SkippedError(GraphwrightError):
    """A mutation that did not run because an earlier one of the request failed."""

    code = "NOT_EXECUTED"


class LimitError(GraphwrightError):
    """Something grew beyond its bound in `limits.py`."""

    code = "LIMIT_EXCEEDED"


class AuthenticationError(GraphwrightError):
    """A token or key that is missing, malformed, expired or revoked."""

    code = "UNAUTHENTICATED"


class AccessError(GraphwrightError):
    """An operation that the caller may not use."""

    code = "FORBIDDEN"


class StoreError(GraphwrightError):
    """The store cannot be opened, read or written."""

    code = "STORE_FAILED"


class StoreFormatError(StoreError):
    """A file that is no Graphwright store, or is newer than this program."""

    code = "STORE_FORMAT"


class StoreBusyError(StoreError):
    """Somebody else holds what is needed, for longer than the stated wait."""

    code = "STORE_BUSY"


class LoadError(GraphwrightError):
    """Data that a loader refuses."""

    code = "LOAD_FAILED"


class CopyError(GraphwrightError):
    """A store that cannot be copied, or a copy that is not the same."""

    code = "COPY_FAILED"


class ExportError(GraphwrightError):
    """An export that cannot be written."""

    code = "EXPORT_FAILED"


class ConfigError(GraphwrightError):
    """A setting that is unknown or has a wrong value."""

    code = "CONFIG_INVALID"
