"""The real npm package `dgraph-js-http` against a real server, where there is node; nothing of it is kept here."""

from __future__ import annotations

from pathlib import Path

from tests.clients.node import ran
from tests.clients.serving import Served


def test_what_its_users_do(modules: Path, server: Served) -> None:
    told = ran("dgraph_js_http.js", server.url, modules)
    ann, bob = {"name": "Ann", "balance": 1}, {"name": "Bob"}
    assert told["version"]
    assert told["alter"] == {"data": {"code": "Success", "message": "Done"}}
    assert told["made"] == {"data": ["code", "message", "queries", "uids"], "latency": True}
    assert told["finished"] == "ERR_FINISHED"
    assert told["variables"] == [{"balance": 1}]
    assert told["bestEffort"] == [ann]
    assert told["debug"] is True
    assert told["inside"] == told["committed"] == [ann | {"balance": 2}, bob]
    assert told["outside"] == [ann]
    assert told["loser"] == "ERR_ABORTED"
    assert told["discarded"] == [ann | {"balance": 10}, bob]
    assert told["changed"] == [bob, {"name": "Dan"}, {"name": "Eve"}]
    for name in ("syntax", "wrongMutation", "wrongSchema"):
        assert told[name].startswith("APIError: "), told[name]
        assert len(told[name]) > 20
    assert told["health"] == "healthy"
    assert told["state"] == ["1"]
    assert told["keywords"] is True
    assert told["dropped"] == [bob, {"name": "Dan"}, {"name": "Eve"}]
    assert told["empty"] == []
