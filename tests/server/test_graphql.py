"""What a client of /graphql sees: for each way to ask, the status, the headers and how much reached the engine."""

import gzip
import json
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest

from graphwright import limits
from graphwright.errors import StoreBusyError
from graphwright.model.api import AuthSettings
from graphwright.server.options import ServerOptions

from .fakes import DATA, FakeDatabase, send

JSON = {"Content-Type": "application/json"}
NEW = "application/graphql-response+json"
QUERY = "{ queryFilm { title } }"
BODY = json.dumps({"query": QUERY}).encode()


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request. `query` is what the engine must get; None: it must get nothing and the answer has only errors."""

    name: str
    method: str = "POST"
    url: str = "/graphql"
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))
    body: bytes = b""
    query: str | None = None
    new_status: int = 400
    """Status where the client asks for application/graphql-response+json; it is 200 for an executed request."""
    expected: dict[str, Any] = field(default_factory=dict)
    """Further members of the request that the engine must get."""


def members(**values: Any) -> bytes:
    return json.dumps(values).encode()


ACCEPTED = [
    Case(name="JSON", body=BODY, query=QUERY),
    Case(
        name="JSON with a charset", headers={"Content-Type": "application/json; charset=utf-8"}, body=BODY, query=QUERY
    ),
    Case(name="media type in capitals", headers={"Content-Type": "Application/JSON"}, body=BODY, query=QUERY),
    Case(name="GraphQL text", headers={"Content-Type": "application/graphql"}, body=QUERY.encode(), query=QUERY),
    Case(name="text behind the JSON", body=BODY + b" and more }", query=QUERY),
    Case(name="a second JSON value behind the first", body=BODY + BODY, query=QUERY),
    Case(name="white space around", body=b"\r\n\t " + BODY + b"\n", query=QUERY),
    Case(name="members that nobody knows", body=members(query=QUERY, id=7, x={}), query=QUERY),
    Case(name="member in another letter case", body=members(QUERY=QUERY), query=QUERY),
    Case(
        name="members in mixed cases",
        body=members(Query=QUERY, VARIABLES={"n": 1}, operationname="A"),
        query=QUERY,
        expected={"variables": {"n": 1}, "operation_name": "A"},
    ),
    Case(name="the exact name wins", body=members(query=QUERY, Query="{ other }"), query=QUERY),
    Case(
        name="null members",
        body=members(query=QUERY, variables=None, operationName=None, extensions=None),
        query=QUERY,
        expected={"variables": None, "operation_name": None, "extensions": None},
    ),
    Case(name="an empty operation name", body=members(query=QUERY, operationName=""), query=QUERY),
    Case(
        name="variables and an operation",
        body=members(query=QUERY, variables={"big": 2**63 - 1, "s": "é\u0001"}, operationName="A"),
        query=QUERY,
        expected={"variables": {"big": 2**63 - 1, "s": "é\u0001"}, "operation_name": "A", "is_read_only": False},
    ),
    Case(
        name="a persisted query by its hash",
        body=members(extensions={"persistedQuery": {"sha256Hash": "00"}}),
        query="",
        expected={"extensions": {"persistedQuery": {"sha256Hash": "00"}}},
    ),
    Case(name="gzip", headers=JSON | {"Content-Encoding": "gzip"}, body=gzip.compress(BODY), query=QUERY),
    Case(
        name="gzip of several members",
        headers=JSON | {"Content-Encoding": "gzip"},
        body=gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]),
        query=QUERY,
    ),
    Case(name="named as not packed", headers=JSON | {"Content-Encoding": "identity"}, body=BODY, query=QUERY),
    Case(
        name="GET",
        method="GET",
        url="/graphql?query=%7B+queryFilm+%7B+title+%7D+%7D",
        headers={},
        query=QUERY,
        expected={"is_read_only": True, "variables": None},
    ),
    Case(
        name="GET with everything",
        method="GET",
        url='/graphql?query=%7Bx%7D&variables={"n":1}&operationName=B&extensions={"a":null}',
        headers={},
        query="{x}",
        expected={"variables": {"n": 1}, "operation_name": "B", "extensions": {"a": None}, "is_read_only": True},
    ),
    Case(
        name="GET with empty parameters",
        method="GET",
        url="/graphql?query=%7Bx%7D&variables=&operationName=",
        query="{x}",
    ),
]

REFUSED = [
    Case(name="no content type", headers={}, body=BODY, new_status=415),
    Case(name="text", headers={"Content-Type": "text/plain"}, body=BODY, new_status=415),
    Case(name="a form", headers={"Content-Type": "application/x-www-form-urlencoded"}, body=b"query=x", new_status=415),
    Case(name="DQL", headers={"Content-Type": "application/dql"}, body=QUERY.encode(), new_status=415),
    Case(name="a content type that is none", headers={"Content-Type": "a/b/c; ="}, body=b"{}", new_status=415),
    Case(name="half a JSON", body=b'{"query": '),
    Case(name="no JSON", body=b"x"),
    Case(name="two braces", body=b"{{"),
    Case(name="an empty body", body=b""),
    Case(name="white space", body=b" \n"),
    Case(name="a list", body=b"[" + BODY + b"]"),
    Case(name="a string", body=b'"x"'),
    Case(name="null", body=b"null"),
    Case(name="an empty object", body=b"{}"),
    Case(name="a null query", body=members(query=None)),
    Case(name="an empty query", body=members(query="")),
    Case(name="an empty text", headers={"Content-Type": "application/graphql"}),
    Case(name="a number as query", body=members(query=5)),
    Case(name="variables as a string", body=members(query=QUERY, variables="{}")),
    Case(name="variables as a list", body=members(query=QUERY, variables=[])),
    Case(name="operation as a number", body=members(query=QUERY, operationName=1)),
    Case(name="extensions as a list", body=members(query=QUERY, extensions=[])),
    Case(name="not a number", body=b'{"query":"{x}","variables":{"n":NaN}}'),
    Case(name="half a surrogate", body=b'{"query":"{x}","variables":{"n":"\\ud800"}}'),
    Case(name="not UTF-8", body=b'{"query":"\xff"}'),
    Case(name="text that is not UTF-8", headers={"Content-Type": "application/graphql"}, body=b"\xff"),
    Case(name="nested without end", body=b'{"query":' + b"[" * 100_000),
    Case(name="gzip announced only", headers=JSON | {"Content-Encoding": "gzip"}, body=BODY),
    Case(name="half a gzip", headers=JSON | {"Content-Encoding": "gzip"}, body=gzip.compress(BODY)[:-9]),
    Case(name="another packing", headers=JSON | {"Content-Encoding": "br"}, body=BODY),
    Case(name="PUT", method="PUT", body=BODY, new_status=405),
    Case(name="DELETE", method="DELETE", new_status=405),
    Case(name="PATCH", method="PATCH", body=BODY, new_status=405),
    Case(name="GET without a query", method="GET"),
    Case(name="GET with broken variables", method="GET", url="/graphql?query=%7Bx%7D&variables=%7Bx"),
    Case(name="GET with a list of variables", method="GET", url="/graphql?query=%7Bx%7D&variables=[]"),
    Case(name="GET with too many parameters", method="GET", url="/graphql?query=%7Bx%7D&" + "a=1&" * 100),
]


def request_of(case: Case, database: FakeDatabase, **more: str) -> Any:
    return send(database, case.method, case.url, headers=case.headers | more, content=case.body)


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
@pytest.mark.parametrize("accept", ["*/*", "application/json", NEW])
def test_a_request_reaches_the_engine(case: Case, accept: str, database: FakeDatabase) -> None:
    answer = request_of(case, database, Accept=accept)
    assert answer.status_code == 200
    assert answer.json() == DATA
    assert answer.headers["content-type"] == (f"{NEW}; charset=utf-8" if accept == NEW else "application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "cache-control" not in answer.headers
    [request] = database.requests
    assert request.query == case.query
    for name, value in case.expected.items():
        assert getattr(request, name) == value


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
@pytest.mark.parametrize("accept", ["*/*", NEW])
def test_a_request_is_refused(case: Case, accept: str, database: FakeDatabase) -> None:
    answer = request_of(case, database, Accept=accept)
    assert database.requests == []
    assert answer.status_code == (case.new_status if accept == NEW else 200)
    assert answer.headers["content-type"] == (f"{NEW}; charset=utf-8" if accept == NEW else "application/json")
    assert answer.json().keys() == {"errors"}
    for error in answer.json()["errors"]:
        assert error["message"]
        assert error["extensions"]["code"] == "BAD_REQUEST"
    if case.new_status == 405:
        assert answer.headers["allow"] == "GET, POST, OPTIONS"


def test_broken_json_is_shown_with_its_place(database: FakeDatabase) -> None:
    [error] = send(database, "POST", "/graphql", headers=JSON, content=b'{\n "query" 1}').json()["errors"]
    assert error["locations"] == [{"line": 2, "column": 10}]


@pytest.mark.parametrize(("accept", "status"), [("*/*", 200), (NEW, 400)])
def test_what_the_engine_refuses(accept: str, status: int, database: FakeDatabase) -> None:
    answer = send(database, "POST", "/graphql", headers=JSON | {"Accept": accept}, content=members(query="{ bad }"))
    assert answer.status_code == status
    assert answer.json() == {"errors": [{"message": "bad"}]}


@pytest.mark.parametrize("accept", ["*/*", NEW])
def test_a_bug_of_ours_is_500_and_keeps_its_text(
    accept: str, database: FakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = send(database, "POST", "/graphql", headers=JSON | {"Accept": accept}, content=members(query="{ bug }"))
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "secret" not in answer.text
    assert "ZeroDivisionError" in "".join(capsys.readouterr())  # on either stream, as an earlier test set logs up


def test_a_busy_store_is_503_where_statuses_count(database: FakeDatabase) -> None:
    database.failure = StoreBusyError("busy")
    assert send(database, "POST", "/graphql", headers=JSON | {"Accept": NEW}, content=BODY).status_code == 503
    assert send(database, "POST", "/graphql", headers=JSON, content=BODY).status_code == 200


@pytest.mark.parametrize(
    ("accept", "is_new"),
    [
        (NEW, True),
        (f"{NEW}, application/json", True),
        (f"application/json, {NEW}", True),
        (f"{NEW}; charset=utf-8, application/json; q=0.9", True),
        (f"application/json, {NEW};q=0.5", False),
        (f"{NEW};q=0", False),
        (f"{NEW};q=x", False),
        ("application/*", False),
        ("text/html, */*;q=0.1", False),
        ("", False),
        (NEW.upper(), True),
        ("a/b," * 100 + NEW, True),
    ],
)
def test_which_answer_a_client_wants(accept: str, is_new: bool, database: FakeDatabase) -> None:
    answer = send(database, "POST", "/graphql", headers=JSON | {"Accept": accept}, content=BODY)
    assert answer.headers["content-type"].startswith(NEW) == is_new


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.1", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("", False),
        ("br," * 100 + "gzip", True),
    ],
)
@pytest.mark.parametrize("query", [QUERY, "{ bad }", ""])
def test_answers_are_packed_for_those_who_take_it(
    accepted: str, is_packed: bool, query: str, database: FakeDatabase
) -> None:
    answer = send(
        database, "POST", "/graphql", headers=JSON | {"Accept-Encoding": accepted}, content=members(query=query)
    )
    assert answer.headers.get("content-encoding") == ("gzip" if is_packed else None)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.json() == DATA if query == QUERY else "errors" in answer.json()


def test_a_large_answer_is_packed_whole(database: FakeDatabase) -> None:
    database.answer = json.dumps({"data": {"x": "0123456789" * 100_000}}).encode()
    answer = send(database, "POST", "/graphql", headers=JSON | {"Accept-Encoding": "gzip"}, content=BODY)
    assert answer.content == database.answer
    assert int(answer.headers["content-length"]) < 100_000


def test_a_get_answer_varies_with_accept(database: FakeDatabase) -> None:
    assert send(database, "GET", "/graphql?query=%7Bx%7D").headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(("accept", "status"), [("*/*", 200), (NEW, 413)])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_body_over_the_limit(accept: str, status: int, is_packed: bool, database: FakeDatabase) -> None:
    body = members(query=QUERY, variables={"x": "x" * 5_000})
    headers = JSON | {"Accept": accept} | ({"Content-Encoding": "gzip"} if is_packed else {})
    options = ServerOptions(body_bytes_max=5_000)
    content = gzip.compress(body) if is_packed else body
    answer = send(database, "POST", "/graphql", options=options, headers=headers, content=content)
    assert answer.status_code == status
    assert answer.headers["connection"] == "close"
    assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert database.requests == []


def test_the_limit_is_the_documented_one() -> None:
    assert ServerOptions().body_bytes_max == limits.body_bytes_max


def test_a_write_answers_its_position(database: FakeDatabase) -> None:
    database.position = 42
    answer = send(database, "POST", "/graphql", headers=JSON, content=BODY)
    assert answer.headers["x-graphwright-position"] == "42"
    assert answer.headers["access-control-expose-headers"] == "X-Graphwright-Position"
    strict = send(database, "POST", "/graphql", headers=JSON, content=BODY, options=ServerOptions(is_strict=True))
    assert "x-graphwright-position" not in strict.headers
    assert "access-control-expose-headers" not in strict.headers


@pytest.mark.parametrize(("is_strict", "identified"), [(False, "private"), (True, "public")])
def test_cache_control_says_who_may_keep_an_answer(database: FakeDatabase, is_strict: bool, identified: str) -> None:
    key = "k" * 32
    database.configure("", AuthSettings(verification_key=key, header="X-Auth", namespace="n", algorithm="HS256"))
    options = ServerOptions(is_strict=is_strict)
    token = jwt.encode({"n": {"USER": "ann"}}, key, "HS256")

    def scope(headers: dict[str, str]) -> Any:
        answer = send(database, "POST", "/graphql", headers=JSON | headers, content=BODY, options=options)
        return answer.headers.get("cache-control")

    assert scope({}) is None
    database.cache_s = 15
    assert scope({}) == "public,max-age=15"
    assert scope({"X-Auth": token}) == f"{identified},max-age=15"
