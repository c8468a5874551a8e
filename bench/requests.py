"""Calls as HTTP request bytes, in the form of each contender. Does not know: sockets, what the answers are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle, islice

import orjson

from bench.groups import BY_NAME
from bench.literals import with_literals
from bench.workloads import Call, Inputs


class Form(StrEnum):
    """How a call is written."""

    VARIABLES = "variables"  # GraphQL, values in variables
    LITERALS = "literals"  # GraphQL, values in the text
    FLOOR = "floor"  # parameters of a statement, no GraphQL


def request_path(call: Call, form: Form) -> str:
    """The path that a call is posted to."""
    if form is Form.FLOOR:
        return f"/floor/{call.workload}"
    if call.sets:
        return "/mutate?commitNow=true"
    return "/query" if call.is_dql else "/graphql"


def request_body(call: Call, form: Form) -> bytes:
    """A call as a JSON body."""
    match form:
        case Form.VARIABLES | Form.LITERALS if call.sets:
            node = {"uid": "uid(v)", **{predicate: call.variables[name] for predicate, name in call.sets}}
            return orjson.dumps({"query": _with_values(call), "set": [node]})
        case Form.VARIABLES | Form.LITERALS if call.is_dql:
            return _dql_body(call, form)
        case Form.VARIABLES:
            return orjson.dumps({"query": call.text, "variables": call.variables})
        case Form.LITERALS:
            return orjson.dumps({"query": with_literals(call.text, call.variables)})
        case Form.FLOOR:
            return orjson.dumps(call.for_floor(call.variables))


def _dql_body(call: Call, form: Form) -> bytes:
    """In DQL all values are texts, and names of variables have their `$`."""
    if form is Form.VARIABLES:
        return orjson.dumps(
            {"query": call.text, "variables": {f"${name}": str(value) for name, value in call.variables.items()}}
        )
    return orjson.dumps({"query": _with_values(call)})


def _with_values(call: Call) -> str:
    """The text of a query in DQL with the values of its variables."""
    text = call.text[call.text.index("{") :]
    for name, value in call.variables.items():
        text = text.replace(f"${name}", orjson.dumps(str(value)).decode())
    return text


def request_bytes(call: Call, form: Form, host: str) -> bytes:
    """A call as a whole HTTP/1.1 request."""
    body = request_body(call, form)
    headers = "".join(f"{name}: {value}\r\n" for name, value in call.headers)
    head = (
        f"POST {request_path(call, form)} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
        f"accept: application/json\r\n{headers}content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSource:
    """The requests of one run; goes to the client processes. Those that may repeat are made before the clock starts.

    Attributes:
        seed: Other seeds give other requests; writes must not use one twice on the same store.
    """

    workload: str
    form: Form
    inputs: Inputs
    host: str
    seed: str

    def __call__(self, part: int) -> Iterator[bytes]:
        workload = BY_NAME[self.workload]
        calls = workload.calls(self.inputs, f"{self.seed}-{part}")
        requests = (request_bytes(call, self.form, self.host) for call in calls)
        return requests if workload.distinct is None else cycle(list(islice(requests, workload.distinct)))
