"""What the endpoints beside /graphql answer."""

import asyncio
import gzip
import re
from typing import Any

import orjson
import pytest
from starlette.requests import Request

from graphwright.engine.requests import Statistics
from graphwright.errors import ErrorList, SchemaChangeRefused, SchemaError, StoreError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlRequest
from graphwright.server.application import build_services
from graphwright.server.health import health
from graphwright.server.options import ServerOptions

from .fakes import DATA, FakeDatabase, client_of, send

SDL = "type City { id: ID! name: String! @search(by: [hash]) } # end\n"
WRONG = "type City { id: ID! name: Strin }"
STRICT = ServerOptions(is_strict=True)
DONE = {"data": {"code": "Success", "message": "Done"}}


class TestSchema:
    @pytest.mark.parametrize("method", ["POST", "PUT"])
    @pytest.mark.parametrize("content_type", [None, "text/plain", "application/json"])
    def test_puts_a_schema_into_effect(self, method: str, content_type: str | None, database: FakeDatabase) -> None:
        headers = {"Content-Type": content_type} if content_type else {}
        answer = send(database, method, "/admin/schema", headers=headers, content=SDL.encode())
        assert answer.status_code == 200
        assert answer.json() == DONE
        assert answer.headers["content-type"] == "application/json"
        assert database.schema == SDL

    def test_takes_a_packed_schema(self, database: FakeDatabase) -> None:
        content = gzip.compress(SDL.encode())
        answer = send(database, "POST", "/admin/schema", headers={"Content-Encoding": "gzip"}, content=content)
        assert answer.json() == DONE
        assert database.schema == SDL

    def test_a_wrong_schema_changes_nothing(self, database: FakeDatabase) -> None:
        answer = send(database, "POST", "/admin/schema", content=WRONG.encode())
        assert answer.status_code == 200
        [error] = answer.json()["errors"]
        assert error["locations"] == [{"line": 1, "column": 27}]
        assert error["extensions"] == {"code": "SCHEMA_INVALID"}
        assert database.calls == []

    def test_all_errors_of_a_schema(self, database: FakeDatabase) -> None:
        database.failure = ErrorList([SchemaError("one", line=1, column=2), SchemaError("two", line=3, column=4)])
        answer = send(database, "POST", "/admin/schema", content=SDL.encode())
        assert [error["message"] for error in answer.json()["errors"]] == ["one", "two"]

    @pytest.mark.parametrize("path", ["/admin/schema", "/admin/schema/validate"])
    @pytest.mark.parametrize("body", [b"", b" \n", b"\xff"])
    def test_no_schema_at_all(self, path: str, body: bytes, database: FakeDatabase) -> None:
        answer = send(database, "POST", path, content=body)
        assert answer.status_code == (400 if path.endswith("validate") else 200)
        assert answer.json()["errors"]
        assert database.calls == []

    def test_a_schema_over_the_limit(self, database: FakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("graphwright.limits.schema_bytes_max", 20)
        for path in ("/admin/schema", "/admin/schema/validate"):
            answer = send(database, "POST", path, content=SDL.encode())
            assert answer.status_code == 413
            assert answer.headers["connection"] == "close"
            assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert database.calls == []

    def test_is_shown(self, database: FakeDatabase) -> None:
        database.schema = SDL
        answer = send(database, "GET", "/admin/schema")
        assert answer.text == SDL
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"

    @pytest.mark.parametrize(("method", "options"), [("GET", STRICT), ("DELETE", None), ("DELETE", STRICT)])
    def test_other_methods(self, method: str, options: ServerOptions | None, database: FakeDatabase) -> None:
        answer = send(database, method, "/admin/schema", options=options)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["message"].startswith("Invalid method")

    @pytest.mark.parametrize("method", ["POST", "GET"])
    def test_validate_says_yes(self, method: str, database: FakeDatabase) -> None:
        answer = send(database, method, "/admin/schema/validate", content=SDL.encode())
        assert answer.status_code == 200
        assert [error["message"] for error in answer.json()["errors"]] == ["Schema is valid"]
        assert database.calls == []

    def test_validate_says_no(self, database: FakeDatabase) -> None:
        answer = send(database, "POST", "/admin/schema/validate", content=WRONG.encode())
        assert answer.status_code == 400
        [error] = answer.json()["errors"]
        assert error["locations"] == [{"line": 1, "column": 27}]

    def test_validate_sees_the_data(self, database: FakeDatabase) -> None:
        database.failure = SchemaChangeRefused("two nodes have the name Rome")
        answer = send(database, "POST", "/admin/schema/validate", content=SDL.encode())
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["extensions"]["code"] == "SCHEMA_CHANGE_REFUSED"


class TestAlter:
    @pytest.mark.parametrize("method", ["POST", "PUT"])
    @pytest.mark.parametrize(
        ("body", "alter"),
        [
            ({"drop_all": True}, DqlAlter(drops_all=True)),
            ({"dropAll": True}, DqlAlter(drops_all=True)),
            ({"drop_op": "ALL"}, DqlAlter(drops_all=True)),
            ({"drop_op": 1}, DqlAlter(drops_all=True)),
            ({"drop_op": "DATA"}, DqlAlter(drops_data=True)),
            ({"dropOp": "DATA", "drop_all": False, "schema": ""}, DqlAlter(drops_data=True)),
            ({"drop_attr": "name"}, DqlAlter(drop_predicate="name")),
            ({"dropOp": "ATTR", "dropValue": "name"}, DqlAlter(drop_predicate="name")),
            ({"drop_op": "TYPE", "drop_value": "Film"}, DqlAlter(drop_type="Film")),
            ({"schema": "name: string ."}, DqlAlter(schema="name: string .")),
            ({"schema": "x: int .", "runInBackground": True}, DqlAlter(schema="x: int .", is_background=True)),
        ],
    )
    def test_operations(self, method: str, body: dict[str, Any], alter: DqlAlter, database: FakeDatabase) -> None:
        answer = send(database, method, "/alter", json=body)
        assert answer.status_code == 200
        assert answer.json() == DONE
        assert database.alters == [alter]

    @pytest.mark.parametrize("content_type", [None, "text/plain", "application/dql", "application/json"])
    def test_needs_no_content_type(self, content_type: str | None, database: FakeDatabase) -> None:
        headers = {"Content-Type": content_type} if content_type else {}
        assert send(database, "POST", "/alter", headers=headers, content=b' {"drop_all": true}').json() == DONE
        text = "name: string @index(hash) .\n"
        assert send(database, "POST", "/alter", headers=headers, content=text.encode()).json() == DONE
        assert database.alters == [DqlAlter(drops_all=True), DqlAlter(schema=text)]

    def test_of_several_operations_the_reference_takes_the_most_thorough(self, database: FakeDatabase) -> None:
        for body in ({"drop_all": True, "drop_attr": "name"}, {"drop_attr": "name", "schema": "x: int ."}):
            assert "errors" in send(database, "POST", "/alter", json=body).json()
            assert send(database, "POST", "/alter", json=body, options=STRICT).json() == DONE
        assert database.alters == [DqlAlter(drops_all=True), DqlAlter(drop_predicate="name")]

    @pytest.mark.parametrize(
        "body",
        [
            b'{"drop_op": "NOTHING"}',
            b'{"drop_op": "TYPE"}',
            b'{"drop_op": "ATTR", "drop_attr": "name"}',
            b'{"drop_op": "DATA", "drop_value": "name"}',
            b'{"drop_attr": ["name"]}',
            b" ",
            b"{}",
            b'{"drop_all": false}',
            b'{"drop_all": "true"}',
            b'{"drop_all": 1}',
            b'{"drop_all": true, "schema": "name: string ."}',
            b'{"drop_everything": true}',
            b'{"drop_all": tru',
        ],
    )
    def test_everything_else_is_refused_and_drops_nothing(self, body: bytes, database: FakeDatabase) -> None:
        answer = send(database, "POST", "/alter", content=body)
        assert answer.status_code == 200
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
        assert send(database, "POST", "/alter", content=body[:0], options=STRICT).json()["errors"][0]["extensions"] == {
            "code": "Error"
        }
        assert database.alters == []

    @pytest.mark.parametrize("method", ["GET", "DELETE"])
    def test_other_methods(self, method: str, database: FakeDatabase) -> None:
        assert send(database, method, "/alter").status_code == 400
        assert database.calls == []


class TestQuery:
    @pytest.mark.parametrize(
        ("content_type", "body", "expected"),
        [
            ("application/dql", b"{ q(func: uid(1)) { uid } }", DqlRequest(query="{ q(func: uid(1)) { uid } }")),
            ("application/graphql+-", b"{ q }", DqlRequest(query="{ q }")),
            ("application/json", b'{"query": "{ q }"}', DqlRequest(query="{ q }")),
            (
                "application/json",
                b'{"query": "q", "variables": {"$a": "1"}}',
                DqlRequest(query="q", variables={"$a": "1"}),
            ),
        ],
    )
    def test_runs_dql(self, content_type: str, body: bytes, expected: DqlRequest, database: FakeDatabase) -> None:
        answer = send(database, "POST", "/query", headers={"Content-Type": content_type}, content=body)
        assert answer.status_code == 200
        document = answer.json()
        assert document["data"] == DATA["data"]
        assert document["extensions"]["txn"] == {"start_ts": 4}
        latency = document["extensions"]["server_latency"]
        assert list(latency) == ["parsing_ns", "processing_ns", "encoding_ns", "assign_timestamp_ns", "total_ns"]
        assert latency["total_ns"] >= sum(latency.values()) - latency["total_ns"] > 0
        assert database.asked == [expected]
        assert database.callers == [trusted]

    def test_parameters(self, database: FakeDatabase) -> None:
        database.dql_answer = DqlAnswer(
            data=b'<0x1> <name> "A\\"n" .\n', uids=None, start_ts=7, keys=("k",), predicates=("1-name",)
        )
        query = "startTs=7&ro=true&be=1&debug=T&respFormat=RDF&timeout=1m0.5s&hash=&what=ever"
        answer = send(
            database, "POST", f"/query?{query}", headers={"Content-Type": "application/dql"}, content=b"{ q }"
        )
        assert answer.json()["data"] == '<0x1> <name> "A\\"n" .\n'
        assert answer.json()["extensions"]["txn"] == {"start_ts": 7, "keys": ["k"], "preds": ["1-name"]}
        assert database.asked == [
            DqlRequest(
                query="{ q }",
                start_ts=7,
                is_read_only=True,
                is_best_effort=True,
                shows_uids=True,
                answer_format="rdf",
                timeout_s=60.5,
            )
        ]

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            (None, b"{ q }"),
            ("text/plain", b"{ q }"),
            ("application/graphql", b"{ q }"),
            ("application/json", b"{ q }"),
            ("application/json", b"{}"),
            ("application/json", b'{"query": 1}'),
            ("application/json", b'{"query": "q", "variables": {"$a": 1}}'),
            ("application/json", b'{"query": "q", "variables": ["a"]}'),
            ("application/dql", b"\xff"),
        ],
    )
    def test_refuses(self, content_type: str | None, body: bytes, database: FakeDatabase) -> None:
        headers = {"Content-Type": content_type} if content_type else {}
        answer = send(database, "POST", "/query", headers=headers, content=body)
        assert answer.status_code == 200
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
        assert database.asked == []

    @pytest.mark.parametrize(
        "parameter",
        ["startTs=abc", "startTs=-4", "startTs=99999999999999999999", "respFormat=xml", "debug=perhaps", "ro=yes"]
        + [f"timeout={text}" for text in ("soon", "5", "-1s", "1s2", "s")],
    )
    def test_names_the_parameter_that_is_wrong(self, parameter: str, database: FakeDatabase) -> None:
        arguments: dict[str, Any] = {"headers": {"Content-Type": "application/dql"}, "content": b"{ q }"}
        [error] = send(database, "POST", f"/query?{parameter}", **arguments).json()["errors"]
        assert error["extensions"]["code"] == "BAD_REQUEST"
        assert parameter.partition("=")[0] in error["message"]
        [error] = send(database, "POST", f"/query?{parameter}", options=STRICT, **arguments).json()["errors"]
        assert error["extensions"]["code"] == "ErrorInvalidRequest"
        assert database.asked == []

    def test_other_methods(self, database: FakeDatabase) -> None:
        assert send(database, "GET", "/query").status_code == 400


class TestHealth:
    def test_is_a_list_of_this_server(self, database: FakeDatabase) -> None:
        answer = send(database, "GET", "/health?all", options=ServerOptions(address="127.0.0.1:8080"), peer="10.0.0.1")
        assert answer.status_code == 200
        [state] = answer.json()
        assert state.pop("lastEcho") > 1_700_000_000
        assert state == {
            "instance": "alpha",
            "address": "127.0.0.1:8080",
            "status": "healthy",
            "group": "1",
            "version": "0.1.0",
            "uptime": 61,
            "ongoing": ["films.rdf, batch 3"],
            "indexing": ["Film.title"],
            "ee_features": [],
            "unfinished_loads": ["films.rdf, batch 3"],
        }

    def test_probe(self, database: FakeDatabase) -> None:
        answer = send(database, "GET", "/probe/graphql", peer="10.0.0.1")
        assert answer.status_code == 200
        assert answer.json() == {"status": "up", "schemaUpdateCounter": 3}

    def test_a_store_that_does_not_answer(self, database: FakeDatabase) -> None:
        database.failure = StoreError("the disk is gone")
        health = send(database, "GET", "/health")
        assert health.status_code == 503
        assert health.json()[0]["status"] == "unhealthy"
        probe = send(database, "GET", "/probe/graphql")
        assert probe.status_code == 503
        assert probe.json() == {"status": "down"}

    def test_a_server_that_does_not_serve_all_yet(self, database: FakeDatabase) -> None:
        services = build_services(database.as_database)
        services.awaited.add("gRPC")
        answer = asyncio.run(health(services, Request({"type": "http"})))
        assert answer.status_code == 503
        assert orjson.loads(answer.body)[0]["status"] == "starting"
        services.awaited.clear()
        assert asyncio.run(health(services, Request({"type": "http"}))).status_code == 200

    @pytest.mark.parametrize("path", ["/", "/health", "/probe/graphql", "/metrics"])
    def test_is_only_read(self, path: str, database: FakeDatabase) -> None:
        answer = send(database, "POST", path)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"
        assert send(database, "HEAD", path).status_code == 200


class TestMetrics:
    def test_counts_requests_by_endpoint_and_outcome(self, database: FakeDatabase) -> None:
        text = _metrics_after(database, [("{ x }", 3), ("{ bad }", 2), ("{ bug }", 1)])
        for outcome, count in (("answered", 3), ("refused", 2), ("failed", 1)):
            assert f'graphwright_http_requests_total{{endpoint="graphql",outcome="{outcome}"}} {count}.0' in text
        assert 'graphwright_http_requests_total{endpoint="alter",outcome="refused"} 1.0' in text
        assert 'graphwright_http_requests_total{endpoint="alter",outcome="answered"} 1.0' in text
        assert 'graphwright_http_requests_total{endpoint="unknown",outcome="refused"} 1.0' in text

    def test_latencies_are_a_cumulative_histogram(self, database: FakeDatabase) -> None:
        text = _metrics_after(database, [("{ x }", 4)])
        counts = [
            float(count) for count in re.findall(r'request_seconds_bucket\{endpoint="graphql",le="[^"]+"\} (\S+)', text)
        ]
        assert len(counts) == 15
        assert counts == sorted(counts)
        assert counts[-1] == 4
        assert 'graphwright_http_request_seconds_count{endpoint="graphql"} 4.0' in text
        assert re.search(r'request_seconds_sum\{endpoint="graphql"\} [0-9.e-]+', text)

    def test_tells_of_the_engine(self, database: FakeDatabase) -> None:
        database.counted = Statistics(requests=9, plan_hits=7, plan_misses=2, database_s=0.25, commits=1)
        text = _metrics_after(database, [])
        assert "graphwright_plan_cache_hits_total 7.0" in text
        assert "graphwright_plan_cache_misses_total 2.0" in text
        assert "graphwright_database_seconds_total 0.25" in text
        assert "graphwright_commits_total 1.0" in text
        assert "graphwright_catalog_version 7.0" in text

    def test_is_text_that_prometheus_reads(self, database: FakeDatabase) -> None:
        answer = send(database, "GET", "/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=")
        for line in answer.text.splitlines():
            assert re.fullmatch(r'# (HELP|TYPE) \S+ .+|[a-z_]+(\{([a-z_]+="[^"]*",?)+\})? \S+', line), line


def _metrics_after(database: FakeDatabase, queries: list[tuple[str, int]]) -> str:
    async def run() -> str:
        async with client_of(database) as client:
            for query, count in queries:
                for _ in range(count):
                    await client.post("/graphql", json={"query": query})
            await client.post("/alter", json={"drop_all": True})
            await client.post("/alter", json={"nothing": True})
            await client.get("/nothing")
            return (await client.get("/metrics")).text

    return asyncio.run(run())


class TestHome:
    def test_is_a_page_that_loads_nothing_from_elsewhere(self, database: FakeDatabase) -> None:
        answer = send(database, "GET", "/", peer="10.0.0.1")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r"(?:src|href)\s*=|@import|url\(|https?://", answer.text)
        assert 'fetch(base + "graphql"' in answer.text

    def test_names_the_endpoints(self, database: FakeDatabase) -> None:
        page = send(database, "GET", "/").text
        for path in ("/graphql", "/admin/schema", "/admin/schema/validate", "/query", "/mutate", "/alter", "/health"):
            assert path in page
        assert "/metrics" in page


class TestUnknownPath:
    @pytest.mark.parametrize("path", ["/nothing", "/graphql/", "/Graphql", "/admin/", "/admin/schema/x", "//graphql"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_names_the_endpoints(self, path: str, method: str, database: FakeDatabase) -> None:
        answer = send(database, method, f"http://127.0.0.1{path}", peer="10.0.0.1", content=b"{}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/json"
        for endpoint in ("/graphql", "/admin", "/alter", "/health"):
            assert endpoint in answer.json()["errors"][0]["message"]

    @pytest.mark.parametrize("path", ["/nothing", "/graphql/"])
    def test_is_as_the_reference_when_strict(self, path: str, database: FakeDatabase) -> None:
        answer = send(database, "POST", path, options=STRICT, content=b"{}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text == "404 page not found\n"


@pytest.mark.parametrize("path", ["/health", "/admin/schema", "/nothing", "/"])
def test_answers_are_packed_for_those_who_take_it(path: str, database: FakeDatabase) -> None:
    database.schema = SDL
    plain = send(database, "GET", path)
    packed = send(database, "GET", path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text


def test_a_bug_of_ours_is_500_and_keeps_its_text(database: FakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    answer = send(database, "POST", "/query", headers={"Content-Type": "application/dql"}, content=b"{ bug }")
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "secret" not in answer.text
    assert "ZeroDivisionError" in "".join(capsys.readouterr())  # on either stream, as an earlier test set logs up
