"""Whether a floor answers what GraphQL answers, byte for byte; and how SQLite runs its statements.

In: two addresses, a workload, or a store. Out: the first difference, plan files. Does not know: load, time.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx

from bench.floors.connection import FloorConnection
from bench.floors.statements import read_floors
from bench.requests import Form, request_body, request_path
from bench.workloads import Call, Inputs, Kind, Workload

PLANS = Path(__file__).parent / "plans"
_UID = re.compile(rb'"0x[0-9a-f]+"')
_EXTENSIONS = b',"extensions":{'
_SHOWN_BYTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A server and the form to ask it in."""

    url: str
    form: Form


def difference(first: Side, second: Side, workload: Workload, inputs: Inputs, calls: int = 20) -> str | None:
    """The first difference over `calls` calls, or None; ids made by writes may differ.

    Args:
        first: Our server. `second`: the floor, or our server in another form.
        workload: What is asked; writes really write, with keys that no other seed has.
        inputs: Of the store that both serve.
    """
    with httpx.Client(trust_env=False, timeout=60) as client:
        for number, call in enumerate(islice(workload.calls(inputs, "compare"), calls)):
            message = _difference(_ask(client, first, call), _ask(client, second, call), workload.kind)
            if message is not None:
                return f"{workload.name}, call {number}: {message}"
    return None


def _difference(left: bytes, right: bytes, kind: Kind) -> str | None:
    if kind is Kind.WRITE:
        left, right = _UID.sub(b'"0x"', left), _UID.sub(b'"0x"', right)
    if left == right:
        return None
    at = next((index for index, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    at = min(len(left), len(right)) if at is None else at
    start = max(at - _SHOWN_BYTES // 2, 0)
    return f"at byte {at}: {left[start : start + _SHOWN_BYTES]!r} against {right[start : start + _SHOWN_BYTES]!r}"


def _ask(client: httpx.Client, side: Side, call: Call) -> bytes:
    response = client.post(
        side.url + request_path(call, side.form),
        content=request_body(call, side.form),
        headers={"content-type": "application/json", **dict(call.headers)},
    )
    body = response.content
    if response.status_code != httpx.codes.OK or b'"errors"' in body:
        return b"%d " % response.status_code + body
    end = body.rfind(_EXTENSIONS)
    return body if end < 0 else body[:end] + b"}"


def write_plans(store: Path, names: Collection[str], directory: Path = PLANS) -> int:
    """Writes the EXPLAIN QUERY PLAN of the floors of these names to `<workload>.txt`; their number."""
    directory.mkdir(exist_ok=True)
    connection = FloorConnection(store)
    try:
        floors = {name: floor for name, floor in read_floors().items() if name in names}
        for name, floor in floors.items():
            parts = [f"{statement}\n\n{chr(10).join(lines)}\n" for statement, lines in connection.explain(floor)]
            (directory / f"{name}.txt").write_text("\n".join(parts))
        return len(floors)
    finally:
        connection.close()
