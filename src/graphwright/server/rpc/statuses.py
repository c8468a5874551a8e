"""The gRPC status of each class of errors. Pure.

In: `GraphwrightError`. Out: a status code and a message. Does not know: calls.

Dgraph's clients decide by few things: ABORTED (and FAILED_PRECONDITION, which is therefore never used here) is a lost
transaction, "Please retry" in a message asks for another try, "Token is expired" for another login. In the reference
nearly all else is UNKNOWN; where a standard code says more it is used.
"""

from __future__ import annotations

from typing import Final

from grpc import StatusCode

from graphwright.errors import (
    AbortedError,
    AccessError,
    AuthenticationError,
    ErrorList,
    GraphwrightError,
    LimitError,
    NotSupportedYet,
    PendingTransactionsError,
    RuleRefused,
    StoreBusyError,
    StoreError,
)

INTERNAL_ERROR: Final = "an error inside Graphwright; its log says what happened. Please report it"
_RETRY: Final = "Please retry"
_STATUSES: Final[tuple[tuple[type[GraphwrightError], StatusCode], ...]] = (
    (AbortedError, StatusCode.ABORTED),
    (PendingTransactionsError, StatusCode.UNAVAILABLE),
    (AuthenticationError, StatusCode.UNAUTHENTICATED),
    (AccessError, StatusCode.PERMISSION_DENIED),
    (RuleRefused, StatusCode.PERMISSION_DENIED),
    (LimitError, StatusCode.RESOURCE_EXHAUSTED),
    (NotSupportedYet, StatusCode.UNIMPLEMENTED),
    (StoreBusyError, StatusCode.UNAVAILABLE),
    (StoreError, StatusCode.INTERNAL),
)
"""The first class that fits; every other error is INVALID_ARGUMENT, the request being at fault."""


def status_of(error: GraphwrightError) -> StatusCode:
    """The status of an error; of several, that of the first."""
    if isinstance(error, ErrorList):
        error = error.errors[0]
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), StatusCode.INVALID_ARGUMENT)


def message_of(error: GraphwrightError) -> str:
    """What the client is told: the message, where in its text, and whether another try may succeed."""
    text = error.message
    if error.line is not None and not isinstance(error, ErrorList):
        text = f"line {error.line} column {error.column or 1}: {text}"
    if isinstance(error, StoreBusyError) and _RETRY not in text:
        text = f"{text}. {_RETRY}"
    return text
