"""The requests that Ratel, Dgraph's console, sends from its page on this machine: headers, paths and what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.clients.serving import Served

PAGE = {"Origin": "http://localhost:8000"}
TOKENS = {"X-Dgraph-AccessToken": "", "X-Dgraph-AuthToken": "", "X-Auth-Token": ""}
"""What it sends with every request, mostly empty."""
DQL, JSON, RDF = ({"Content-Type": f"application/{kind}"} for kind in ("dql", "json", "rdf"))


@pytest.fixture
def page(server: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=PAGE | TOKENS, timeout=30) as client:
        yield client


def sent(page: httpx.Client, method: str, path: str, **arguments: Any) -> Any:
    """The JSON of an answer that the page may read."""
    answer = page.request(method, path, **arguments)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] in {"*", PAGE["Origin"]}
    return answer.json()


@pytest.mark.parametrize("path", ["/query", "/mutate", "/alter", "/admin", "/state", "/health", "/ui/keywords"])
def test_the_browser_asks_first(path: str, page: httpx.Client) -> None:
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-auth-token,x-dgraph-accesstoken,x-dgraph-authtoken",
    }
    answer = page.options(path, headers=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] in {"*", PAGE["Origin"]}
    allowed = answer.headers["access-control-allow-headers"].lower().replace(" ", "").split(",")
    assert set(asked["Access-Control-Request-Headers"].split(",")) <= set(allowed)
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_the_connection(page: httpx.Client) -> None:
    [health] = sent(page, "GET", "/health?all")
    assert (health["status"], health["instance"]) == ("healthy", "alpha")
    state = sent(page, "GET", "/state")
    [member] = state["groups"]["1"]["members"].values()
    assert member["leader"] and not member["amDead"]
    assert state["zeros"] == {}
    assert {"type": "directive", "name": "@cascade"} in sent(page, "GET", "/ui/keywords")["keywords"]
    assert sent(page, "POST", "/admin", headers=JSON, json={"query": "{ health { version status } }"})["data"]
    assert "errors" not in sent(page, "POST", "/query?timeout=20s", headers=DQL, content="schema {}")


def test_the_schema_page(page: httpx.Client) -> None:
    done = {"data": {"code": "Success", "message": "Done"}}
    assert sent(page, "POST", "/alter", content="<name>: string @index(hash) .") == done
    schema = sent(page, "POST", "/query?timeout=20s", headers=DQL, content="schema {}")["data"]["schema"]
    [name] = [row for row in schema if row["predicate"] == "name"]
    assert (name["type"], name["index"], name["tokenizer"]) == ("string", True, ["hash"])
    assert sent(page, "GET", "/state")["groups"]["1"]["tablets"]["0-name"]["predicate"] == "0-name"
    assert sent(page, "POST", "/alter", json={"drop_attr": "name"}) == done
    assert sent(page, "POST", "/alter", json={"drop_op": "DATA"}) == done


def test_the_console(page: httpx.Client) -> None:
    made = sent(page, "POST", "/mutate?commitNow=true", headers=RDF, content='{ set { _:a <name> "Ann" . } }')
    uid = made["data"]["uids"]["a"]
    sent(
        page, "POST", "/mutate?commitNow=true", headers=JSON, json={"set": [{"uid": uid, "friend": [{"name": "Bob"}]}]}
    )
    body = {"query": "query all($a: string) { q(func: has(friend)) { name friend { name } } }", "variables": {"$a": ""}}
    answer = sent(page, "POST", "/query?timeout=20s&debug=true", headers=JSON, json=body)
    [node] = answer["data"]["q"]
    assert (node["uid"], node["name"]) == (uid, "Ann")
    assert node["friend"][0]["name"] == "Bob"
    assert node["friend"][0]["uid"] > "0x0"
    assert answer["extensions"]["server_latency"]["total_ns"] > 0
    best = sent(page, "POST", "/query?timeout=20s&debug=true&ro=true&be=true", headers=DQL, content=body["query"])
    assert best["data"]["q"] == answer["data"]["q"]
    [error] = sent(page, "POST", "/query?timeout=20s", headers=DQL, content="{ q(func: ")["errors"]
    assert error["message"]
