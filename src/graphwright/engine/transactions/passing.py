"""Steps and their answers as bytes, for the way between two processes, of one machine or of two.

In: a `Step`, what it gave or raised. Out: JSON, and behind it an answer's data as they are. Before a step comes a
greeting with the version of these messages, which is of the same form in every version. Does not know: sockets.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

import orjson

from graphwright import errors
from graphwright.errors import AbortedError, ErrorList, ExecutionError, GraphwrightError
from graphwright.model.caller import Caller, trusted
from graphwright.model.dql_requests import DqlAnswer, DqlMutation, DqlRequest
from graphwright.records import dataclass

version: Final = 1
"""Of these messages; raised with every change that a server of the version before would misunderstand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What another process is asked to do: a request, an end, or (`aborts`) to give transactions up.

    Attributes:
        wrote: The client says that the transaction has written.
        predicates: On which transactions are given up; None: all.
    """

    request: DqlRequest | None = None
    caller: Caller = trusted
    start_ts: int = 0
    is_abort: bool = False
    wrote: bool = False
    aborts: bool = False
    predicates: tuple[str, ...] | None = None

    @property
    def is_first(self) -> bool:
        """Whether it belongs to no transaction yet."""
        return not (self.start_ts if self.request is None else self.request.start_ts)

    @property
    def may_commit(self) -> bool:
        """Whether it is unknown what it did, if nobody answers."""
        if self.request is not None:
            return self.request.commits
        return not self.is_abort and not self.aborts


class StepRefused(Exception):
    """A greeting was not accepted, and its step not looked at."""


def encode_greeting(token: str = "") -> bytes:
    """What comes before a step.

    Args:
        token: Where the step comes from another machine: the secret of the server that it goes to.
    """
    return orjson.dumps({"version": version, "token": token})


def check_greeting(text: bytes, token: str) -> None:
    """Accepts a greeting.

    Raises:
        StepRefused: It is of another version, or does not have the secret.
    """
    try:
        members = orjson.loads(text)
        found, given = members["version"], str(members["token"])
    except (ValueError, TypeError, KeyError):
        raise StepRefused("no greeting") from None
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise StepRefused("token")
    if found != version:
        raise StepRefused(f"version {version}")


def encode_refusal(refused: StepRefused) -> bytes:
    """Why a greeting was not accepted."""
    return orjson.dumps({"refused": str(refused)})


def read_refusal(head: bytes) -> str | None:
    """Why a greeting was not accepted, if that is what the answer says."""
    refusal = orjson.loads(head).get("refused") if head.startswith(b'{"refused"') else None
    return None if refusal is None else str(refusal)


def other_version(theirs: object) -> AbortedError:
    """A server of the store is of a program that has other messages."""
    return AbortedError(
        f"{AbortedError().message}: the server that has it is of another version, whose messages between servers are "
        f"not understood (theirs: {theirs}, here: version {version}); all servers must become of one version"
    )


def encode_step(step: Step) -> bytes:
    """A step as bytes."""
    request = None if step.request is None else _members(step.request)
    if request is not None:
        request["mutations"] = [_members(each) for each in request["mutations"]]
    return orjson.dumps({**_members(step), "request": request, "caller": _members(step.caller)}, default=_as_text)


def decode_step(text: bytes) -> Step:
    """The step again."""
    members = orjson.loads(text)
    request, predicates = members["request"], members["predicates"]
    if request is not None:
        mutations = tuple(
            DqlMutation(**{**each, **{name: base64.b64decode(each[name]) for name in ("set_json", "delete_json")}})
            for each in request["mutations"]
        )
        members["request"] = DqlRequest(**{**request, "mutations": mutations})
    members["caller"] = Caller(**members["caller"])
    members["predicates"] = None if predicates is None else tuple(predicates)
    return Step(**members)


def encode_result(result: Any) -> tuple[bytes, bytes]:
    """What a step gave: its head, and an answer's data."""
    if not isinstance(result, DqlAnswer):
        return orjson.dumps({"value": result}), b""
    members = _members(result)
    data = members.pop("data")
    return orjson.dumps({"answer": members, "has_data": data is not None}, default=dict), data or b""


def encode_error(error: BaseException) -> bytes:
    """What a step raised."""
    if not isinstance(error, GraphwrightError):
        error = ExecutionError(f"the process that has the transaction failed: {type(error).__name__}")
    return orjson.dumps({"error": _error_members(error)})


def decode_result(head: bytes, data: bytes) -> Any:
    """What the step gave; raises what it raised."""
    members = orjson.loads(head)
    if "error" in members:
        raise _error_from(members["error"])
    if "value" in members:
        return members["value"]
    answer = members["answer"]
    for name in ("keys", "predicates"):
        answer[name] = tuple(answer[name])
    return DqlAnswer(data=data if members["has_data"] else None, **answer)


def _members(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _error_members(error: GraphwrightError) -> dict[str, Any]:
    members: dict[str, Any] = {
        "type": type(error).__name__,
        "message": error.message,
        "line": error.line,
        "column": error.column,
        "path": error.path,
    }
    if isinstance(error, ErrorList):
        members["errors"] = [_error_members(each) for each in error.errors]
    return members


def _error_from(members: Mapping[str, Any]) -> GraphwrightError:
    found: Any = getattr(errors, members["type"], ExecutionError)
    error: GraphwrightError = found.__new__(found)
    path = members["path"]
    GraphwrightError.__init__(
        error,
        members["message"],
        line=members["line"],
        column=members["column"],
        path=None if path is None else tuple(path),
    )
    if isinstance(error, ErrorList):
        error.errors = [_error_from(each) for each in members["errors"]]
    if isinstance(error, errors.DuplicateKeyError):
        error.owners = frozenset()
    return error
