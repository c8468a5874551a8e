"""What an index costs others while it is built: reads of a server before, and while it indexes a million values.

`.venv/bin/python -m bench.building [--values N] [--workers N] [--store URL]`. In: the number of values. Out: lines with
the rates, and exit status 1 if reads keep less than half of theirs. Does not know: the workloads of the bench.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import cycle
from pathlib import Path

import httpx
import orjson

from bench.client import LoadClient, LoadPlan, Measurement
from bench.servers import HOST, running

PLAIN = "type Film { id: ID! title: String @search(by: [hash]) year: Int note: String }"
INDEXES = {
    "a native index (year: int)": PLAIN.replace("year: Int", "year: Int @search"),
    "a token index (note: term)": PLAIN.replace("note: String", "note: String @search(by: [term])"),
}
GRAPHWRIGHT = str(Path(sys.executable).parent / "graphwright")
KEPT_MIN = 0.5


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(dir=arguments.directory) as folder:
        store = arguments.store or str(Path(folder) / "films.db")
        _fill(store, Path(folder), arguments.values)
        command = [GRAPHWRIGHT, "serve", "--store", store, "--port", str(arguments.port)]
        command += ["--workers", str(arguments.workers)]
        probe = ("/graphql", orjson.dumps({"query": "{ queryFilm(first: 1) { id } }"}))
        with running(command, arguments.port, probe, Path(folder) / "log") as server, LoadClient() as client:
            plan = partial(_plan, arguments.port, arguments.values, arguments.connections)
            client.run(plan(1.0))
            shares = [
                _measure(name, schema, server.url, client, plan, arguments.seconds) for name, schema in INDEXES.items()
            ]
    return int(min(shares) < KEPT_MIN)


def _measure(
    name: str, schema: str, url: str, client: LoadClient, plan: Callable[[float], LoadPlan], seconds: float
) -> float:
    before = client.run(plan(3.0))
    altering = threading.Thread(target=_alter, args=(url, schema), daemon=True)
    began = time.perf_counter()
    altering.start()
    parts: list[Measurement] = []
    while altering.is_alive() and time.perf_counter() - began < seconds:
        parts.append(client.run(plan(0.5)))
    took = time.perf_counter() - began
    state = f"not yet built after {took:.1f} s" if altering.is_alive() else f"built in {took:.1f} s"
    rate = sum(part.answers for part in parts) / sum(part.seconds for part in parts)
    slowest = max(part.p99_ms for part in parts)
    print(
        f"{name}: {state}; reads {before.rate:.0f}/s before, {rate:.0f}/s meanwhile: {rate / before.rate:.0%} kept; "
        f"p99 {before.p99_ms:.1f} ms before, {slowest:.1f} ms meanwhile",
        *[f"ERROR: {message}" for part in parts for message in part.messages[:1]],
        flush=True,
    )
    return rate / before.rate


def _alter(url: str, schema: str) -> None:
    # A build that goes on behind the last measurement ends with the server.
    with suppress(httpx.HTTPError):
        httpx.post(f"{url}/admin/schema", content=schema, timeout=600)


def _plan(port: int, values: int, connections: int, seconds: float) -> LoadPlan:
    return LoadPlan(
        host=HOST, port=port, source=partial(_requests, port, values), connections=connections, seconds=seconds
    )


def _requests(port: int, values: int, part: int) -> Iterator[bytes]:
    """Finds one film by a title: the least of all reads, of which most is the server's own work."""
    chance = random.Random(part)
    ready = []
    for _ in range(2_000):
        query = f'{{ queryFilm(filter: {{title: {{eq: "film {chance.randrange(values)}"}}}}) {{ id title year }} }}'
        body = orjson.dumps({"query": query})
        head = f"POST /graphql HTTP/1.1\r\nHost: {HOST}:{port}\r\nContent-Type: application/json\r\n"
        ready.append(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return cycle(ready)


def _fill(store: str, folder: Path, values: int) -> None:
    words = [f"word{number}" for number in range(5_000)]
    chance = random.Random(1)
    file = folder / "films.rdf"
    with file.open("w") as out:
        for n in range(values):
            note = " ".join(chance.choices(words, k=5))
            out.write(
                f'_:f{n} <dgraph.type> "Film" .\n_:f{n} <Film.title> "film {n}" .\n'
                f'_:f{n} <Film.year> "{1900 + n % 120}"^^<xs:int> .\n_:f{n} <Film.note> "{note}" .\n'
            )
    schema = folder / "films.graphql"
    schema.write_text(PLAIN)
    subprocess.run([GRAPHWRIGHT, "load", str(file), "--schema", str(schema), "--store", store], check=True)
    file.unlink()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.building", description=__doc__)
    parser.add_argument("--values", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=600.0, help="after which a build is no longer waited for")
    parser.add_argument("--port", type=int, default=8205)
    parser.add_argument("--store", help="an empty store; the default is a file in --directory")
    parser.add_argument("--directory", type=Path, help="for the data; the default is the system's")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
