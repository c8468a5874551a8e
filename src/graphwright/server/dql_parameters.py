"""The parameters in the URL of a DQL request, as Dgraph's clients send them.

In: a request's URL. Out: `DqlParameters`, or `RequestError` that names the parameter. Numbers, truth values
and durations are spelled as in Go, in which the reference is written. Does not know: bodies, which endpoint asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from starlette.requests import Request

from graphwright.errors import RequestError
from graphwright.records import dataclass

_TRUE: Final = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_FALSE: Final = frozenset({"0", "f", "F", "FALSE", "false", "False", ""})
_TIMESTAMP_DIGITS_MAX: Final = 19
_DURATION: Final = re.compile(r"(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+")
_DURATION_PART: Final = re.compile(r"([0-9.]+)(ns|us|µs|μs|ms|s|m|h)")
_UNIT_S: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlParameters:
    """What the URL says about a DQL request; see `model.dql_requests.DqlRequest`.

    Attributes:
        aborts: The transaction is to be given up (`/commit?abort=true`).
        hash: Which login the transaction was opened by, as an answer gave it; without logins always empty.
    """

    start_ts: int = 0
    commits: bool = False
    aborts: bool = False
    is_read_only: bool = False
    is_best_effort: bool = False
    shows_uids: bool = False
    answer_format: Literal["json", "rdf"] = "json"
    timeout_s: float | None = None
    hash: str = ""


def read_parameters(request: Request) -> DqlParameters:
    """The parameters in a request's path that are known; others mean nothing, as in the reference.

    Raises:
        RequestError: One has a value that is none of its kind.
    """
    if not request.scope["query_string"]:
        return _NONE
    given = request.query_params
    return DqlParameters(
        start_ts=_timestamp(given.get("startTs", "")),
        commits=_truth(given, "commitNow"),
        aborts=_truth(given, "abort"),
        is_read_only=_truth(given, "ro"),
        is_best_effort=_truth(given, "be"),
        shows_uids=_truth(given, "debug"),
        answer_format=_format(given.get("respFormat", "")),
        timeout_s=_duration(given.get("timeout", "")),
        hash=given.get("hash", ""),
    )


_NONE: Final = DqlParameters()


def _timestamp(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > _TIMESTAMP_DIGITS_MAX:
        raise RequestError(
            f"the parameter startTs must be the whole number that an answer gave as start_ts, not {_shown(text)}"
        )
    return int(text)


def _truth(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name, "")
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise RequestError(f"the parameter {name} must be true or false, not {_shown(text)}")


def _format(text: str) -> Literal["json", "rdf"]:
    match text.lower():
        case "" | "json":
            return "json"
        case "rdf":
            return "rdf"
        case _:
            raise RequestError(f"the parameter respFormat must be json or rdf, not {_shown(text)}")


def _duration(text: str) -> float | None:
    """Seconds; a duration of nothing is no bound, as in the reference."""
    if text in {"", "0"}:
        return None
    if _DURATION.fullmatch(text) is None:
        raise RequestError(f"the parameter timeout must be a time such as 500ms, 20s or 1m30s, not {_shown(text)}")
    seconds = sum(float(number) * _UNIT_S[unit] for number, unit in _DURATION_PART.findall(text))
    return seconds or None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_MAX else f"{text[:_SHOWN_MAX]}…")


_SHOWN_MAX: Final = 40
