"""The ids under which a server knows the people that requests ask for. Does not know: workloads, load."""

from __future__ import annotations

import httpx
import orjson

from bench.data import Facts
from bench.servers import BenchError
from bench.workloads import sample_keys

_IDS = "query($keys: [String!]!) { queryPerson(filter: {key: {in: $keys}}) { id key } }"


def fetch_ids(url: str, facts: Facts) -> tuple[str, ...]:
    """The ids of the sampled people, in the order of their keys.

    Raises:
        BenchError: The server does not know one of the keys.
    """
    keys = sample_keys(facts)
    ids: dict[str, str] = {}
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        for start in range(0, len(keys), 500):
            body = {"query": _IDS, "variables": {"keys": keys[start : start + 500]}}
            answer = client.post("/graphql", json=body)
            if answer.status_code != httpx.codes.OK or b'"errors"' in answer.content:
                raise BenchError(f"{url} refused the look-up of ids: {answer.status_code} {answer.text[:500]}")
            ids.update((person["key"], person["id"]) for person in orjson.loads(answer.content)["data"]["queryPerson"])
    missing = next((key for key in keys if key not in ids), None)
    if missing is not None:
        raise BenchError(f"{url} does not know the person {missing}: was the load whole?")
    return tuple(ids[key] for key in keys)
