"""The real npm package `dgraph-js`, which speaks gRPC, against a real server, where there is node."""

from __future__ import annotations

from pathlib import Path

from tests.clients.node import ran
from tests.clients.serving import Served


def test_what_its_users_do(modules: Path, server: Served) -> None:
    told = ran("dgraph_js.js", server.rpc, modules)
    assert told.pop("syntax").startswith("line 1 ")
    assert told == {"found": True, "times": True, "loser": True, "all": [{"name": "Ann", "balance": 99}]}
