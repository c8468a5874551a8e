"""Answers to DQL requests in the form that Dgraph's clients over HTTP know. Pure.

In: `DqlAnswer`, times. Out: bodies. Does not know: parameters, statuses, what a query means.

`extensions.server_latency` has whole nanoseconds; of `extensions.txn` members that say nothing are left out, because
the JavaScript client merges what is there. There is no `extensions.metrics`: nobody here counts uids by predicate.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

import orjson

from graphwright.model.dql_requests import DqlAnswer

_DONE: Final = {"code": "Success", "message": "Done"}


class Stopwatch:
    """When the parts of a request ended: made when it begins, told when it is read and when it was run."""

    __slots__ = ("_began_ns", "_read_ns", "_run_ns")

    def __init__(self) -> None:
        self._began_ns = time.perf_counter_ns()
        self._read_ns = self._run_ns = self._began_ns

    def note_read(self) -> None:
        """The envelope is taken off."""
        self._read_ns = self._run_ns = time.perf_counter_ns()

    def note_run(self) -> None:
        """The engine has answered."""
        self._run_ns = time.perf_counter_ns()

    def latency(self) -> dict[str, int]:
        """The parts in nanoseconds, as the reference names them; timestamps take no time of their own here."""
        now = time.perf_counter_ns()
        return {
            "parsing_ns": self._read_ns - self._began_ns,
            "processing_ns": self._run_ns - self._read_ns,
            "encoding_ns": now - self._run_ns,
            "assign_timestamp_ns": 0,
            "total_ns": now - self._began_ns,
        }


def query_body(answer: DqlAnswer, stopwatch: Stopwatch, *, is_rdf: bool = False) -> bytes:
    """The answer to a query; N-Quads are a string in `data`."""
    data = answer.data or b"{}"
    if is_rdf:
        data = orjson.dumps(data.decode())
    return _body(data, answer, stopwatch)


def mutation_body(answer: DqlAnswer, stopwatch: Stopwatch) -> bytes:
    """The answer to mutations and upserts; `queries` is null where there was no query."""
    queries = None if answer.data is None else orjson.Fragment(answer.data)
    uids = None if answer.uids is None else dict(answer.uids)
    data = orjson.dumps({**_DONE, "queries": queries, "uids": uids})
    return _body(data, answer, stopwatch)


def commit_body(start_ts: int, commit_ts: int, stopwatch: Stopwatch) -> bytes:
    """The answer to a commit."""
    txn = {"start_ts": start_ts, "commit_ts": commit_ts}
    return orjson.dumps({"data": _DONE, "extensions": {"server_latency": stopwatch.latency(), "txn": txn}})


def abort_body() -> bytes:
    """The answer to a transaction given up, which has no `data`."""
    return orjson.dumps(_DONE)


def _body(data: bytes, answer: DqlAnswer, stopwatch: Stopwatch) -> bytes:
    extensions = orjson.dumps({"server_latency": stopwatch.latency(), "txn": _txn(answer)})
    return b'{"data":' + data + b',"extensions":' + extensions + b"}"


def _txn(answer: DqlAnswer) -> dict[str, Any]:
    txn: dict[str, Any] = {"start_ts": answer.start_ts}
    if answer.commit_ts:
        txn["commit_ts"] = answer.commit_ts
    _put(txn, "keys", answer.keys)
    _put(txn, "preds", answer.predicates)
    return txn


def _put(txn: dict[str, Any], name: str, texts: Sequence[str]) -> None:
    if texts:
        txn[name] = texts
