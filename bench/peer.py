"""The same data in a running Dgraph: schema to /admin/schema, quads through /mutate in batches.

In: Dgraph's URL (of an alpha that lets this machine administer it). Out: quads per second. The peer is emptied first,
unless it holds data that is not the bench's: then nothing happens.
Does not know: workloads, how answers are measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

import httpx

from bench.data import Sizes, numbered_node, quads
from bench.servers import BenchError

BATCH_QUADS = 10_000
SENDERS = 4
RETRIES = 10
OWN_PREFIXES = ("dgraph.", "Film.", "Person.", "Role.", "Genre.")
"""Predicates that an earlier run of the bench, or Dgraph itself, made."""
SCHEMA_SECONDS_MAX = 60.0


def load_peer(url: str, schema: str, scale: float) -> float:
    """Empties the peer, applies the schema, loads the data of a scale; quads per second of the load.

    Raises:
        BenchError: The peer refused something; the message has its answer.
    """
    sizes = Sizes.at(scale)
    with httpx.Client(base_url=url, trust_env=False, timeout=120) as client:
        _refuse_other_data(client)
        _post(client, "/alter", json={"drop_all": True})
        _apply_schema(client, schema)
        node = numbered_node(sizes, _assign_uids(client, sizes.nodes))
        started = time.perf_counter()
        count = _send_batches(client, quads(sizes, node=node, both_sides=True))
        return count / (time.perf_counter() - started)


def _refuse_other_data(client: httpx.Client) -> None:
    """The peer is about to be emptied: it may hold this bench's data, nothing else."""
    answer = client.post("/query", content=b"schema {}", headers={"content-type": "application/dql"})
    predicates = [entry["predicate"] for entry in answer.json().get("data", {}).get("schema", [])]
    others = [name for name in predicates if not name.startswith(OWN_PREFIXES)]
    if others:
        raise BenchError(f"the peer holds other data (predicate {others[0]}): give the bench an empty Dgraph")


def _apply_schema(client: httpx.Client, schema: str) -> None:
    """Uploads, then waits until the API is there: the peer puts a schema into effect a little later."""
    deadline = time.perf_counter() + SCHEMA_SECONDS_MAX
    while True:
        answer = client.post("/admin/schema", content=schema.encode())
        if answer.status_code == httpx.codes.OK and b'"errors"' not in answer.content:
            break
        _pause(deadline, answer)
    while True:
        answer = client.post("/graphql", json={"query": "{ queryGenre(first: 1) { name } }"})
        if b'"errors"' not in answer.content:
            return
        _pause(deadline, answer)


def _pause(deadline: float, answer: httpx.Response) -> None:
    if time.perf_counter() > deadline:
        raise BenchError(f"the peer did not take the schema: {answer.text[:500]}")
    time.sleep(0.5)


def _assign_uids(client: httpx.Client, uids: int) -> int:
    """The first of `uids` uids that the peer gives away."""
    query = f"mutation {{ assign(input: {{what: UID, num: {uids:d}}}) {{ response {{ startId }} }} }}"
    answer = _post(client, "/admin", json={"query": query})
    return int(answer.json()["data"]["assign"]["response"]["startId"])


def _send_batches(client: httpx.Client, lines: Iterator[str]) -> int:
    """Sends quads, `SENDERS` batches at a time; their number."""
    count = 0
    with ThreadPoolExecutor(SENDERS) as pool:
        sending: set[Future[None]] = set()
        while batch := list(islice(lines, BATCH_QUADS)):
            count += len(batch)
            sending.add(pool.submit(_send, client, "".join(batch)))
            if len(sending) > 2 * SENDERS:
                done, sending = wait(sending, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
        for future in sending:
            future.result()
    return count


def _send(client: httpx.Client, batch: str) -> None:
    """Sends one batch in a transaction of its own; again when the peer aborted it."""
    body = f"{{ set {{\n{batch}}} }}".encode()
    message = ""
    for attempt in range(RETRIES):
        answer = client.post("/mutate?commitNow=true", content=body, headers={"content-type": "application/rdf"})
        if answer.status_code == httpx.codes.OK and b'"errors"' not in answer.content:
            return
        message = f"{answer.status_code} {answer.text[:500]}"
        if b"borted" not in answer.content:
            break
        time.sleep(0.05 * 2**attempt)
    raise BenchError(f"the peer refused a batch: {message}")


def _post(client: httpx.Client, path: str, json: object) -> httpx.Response:
    answer = client.post(path, json=json)
    if answer.status_code != httpx.codes.OK or b'"errors"' in answer.content:
        raise BenchError(f"the peer refused {path}: {answer.status_code} {answer.text[:500]}")
    return answer
