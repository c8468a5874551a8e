"""A server on each database for all client tests; every one of them begins with nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.clients.node import modules
from tests.clients.serving import Served, served
from tests.storages import store_addresses

__all__ = ["modules"]


@pytest.fixture(scope="session", params=["file", "postgres"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    for address in store_addresses(request.param, tmp_path_factory.mktemp("store")):
        with served(address) as server:
            yield server


@pytest.fixture
def server(running: Served) -> Served:
    answer = httpx.post(f"{running.url}/alter", json={"drop_all": True}, timeout=30)
    assert "errors" not in answer.json(), answer.text
    return running
