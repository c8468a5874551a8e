"""What the admin API answers."""

import asyncio
from typing import Any

import orjson
import pytest

from graphwright import limits
from graphwright.admin.context import AdminContext
from graphwright.admin.execute import execute_admin
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import ErrorList, SchemaError
from tests.server.fakes import FakeDatabase, send

SDL = "type City { id: ID! name: String! } # end\n"
UPDATE = (
    "mutation($s: String!) { updateGQLSchema(input: {set: {schema: $s}}) { gqlSchema { id schema generatedSchema } } }"
)


@pytest.fixture
def database() -> FakeDatabase:
    return FakeDatabase()


def ask(database: FakeDatabase, query: str, *, is_executed: bool = True, **arguments: Any) -> dict[str, Any]:
    context = AdminContext(database=database.as_database, address="127.0.0.1:8080")
    answer = asyncio.run(execute_admin(GraphqlRequest(query=query, **arguments), context))
    assert answer.was_executed == is_executed
    document: dict[str, Any] = orjson.loads(answer.body)
    assert ("data" in document) == is_executed
    return document


def test_a_store_without_a_schema(database: FakeDatabase) -> None:
    answer = ask(database, "{ getGQLSchema { id schema generatedSchema } }")
    assert answer == {"data": {"getGQLSchema": {"id": "0x1", "schema": "", "generatedSchema": ""}}}


def test_an_update_and_what_it_shows(database: FakeDatabase) -> None:
    answer = ask(database, UPDATE, variables={"s": SDL})
    shown = {"id": "0x1", "schema": SDL, "generatedSchema": f"# generated\n{SDL}"}
    assert answer == {"data": {"updateGQLSchema": {"gqlSchema": shown}}}
    assert ask(database, "{ getGQLSchema { id schema generatedSchema } }")["data"]["getGQLSchema"] == shown


def test_a_refused_update_changes_nothing(database: FakeDatabase) -> None:
    database.schema = SDL
    answer = ask(database, UPDATE, variables={"s": "type City { id: ID! name: Strin }"})
    assert answer["data"] == {"updateGQLSchema": None}
    [error] = answer["errors"]
    assert error["path"] == ["updateGQLSchema"]
    assert "Strin" in error["message"]
    assert error["locations"] == [{"line": 1, "column": 25}]
    assert error["extensions"] == {"code": "SCHEMA_INVALID", "schemaLocation": {"line": 1, "column": 27}}
    assert database.schema == SDL


def test_every_error_of_a_schema_is_told(database: FakeDatabase) -> None:
    database.failure = ErrorList([SchemaError("one"), SchemaError("two")])
    errors = ask(database, UPDATE, variables={"s": SDL})["errors"]
    assert [(error["message"], error["path"]) for error in errors] == [
        ("one", ["updateGQLSchema"]),
        ("two", ["updateGQLSchema"]),
    ]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_schema_is_no_wish_to_drop_the_api(text: str, database: FakeDatabase) -> None:
    database.schema = SDL
    answer = ask(database, UPDATE, variables={"s": text})
    assert answer["data"] == {"updateGQLSchema": None}
    assert answer["errors"][0]["path"] == ["updateGQLSchema"]
    assert database.schema == SDL


def test_health(database: FakeDatabase) -> None:
    fields = "instance address status group version uptime lastEcho ongoing indexing ee_features"
    [state] = ask(database, f"{{ health {{ {fields} }} }}")["data"]["health"]
    assert list(state) == fields.split()
    assert state["status"] == "healthy"
    assert state["address"] == "127.0.0.1:8080"
    assert state["indexing"] == ["Film.title"]
    assert state["ongoing"] == ["films.rdf, batch 3"]
    assert isinstance(state["uptime"], int)


def test_several_operations_keep_their_order(database: FakeDatabase) -> None:
    answer = ask(database, "{ h: health { status } __typename getGQLSchema { schema } }")
    assert list(answer["data"]) == ["h", "__typename", "getGQLSchema"]


def test_introspection(database: FakeDatabase) -> None:
    schema = ask(database, "{ __schema { queryType { fields { name } } mutationType { fields { name } } } }")
    names = [
        {field["name"] for field in schema["data"]["__schema"][side]["fields"]}
        for side in ("queryType", "mutationType")
    ]
    assert names == [
        {"getGQLSchema", "health", "apiKeys", "authorization"},
        {"updateGQLSchema", "createApiKey", "revokeApiKey", "setAuthorization", "clearAuthorization"},
    ]


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "syntax": ("{ health { status ", {}, "PARSE_FAILED"),
    "an unknown query": ("{ nothing { x } }", {}, "VALIDATION_FAILED"),
    "an unknown field": ("{ health { colour } }", {}, "VALIDATION_FAILED"),
    "a query of the data": ("{ queryCity { name } }", {}, "VALIDATION_FAILED"),
    "no argument": ("mutation { updateGQLSchema { gqlSchema { id } } }", {}, "VALIDATION_FAILED"),
    "no variable": (UPDATE, {}, "VALIDATION_FAILED"),
    "a variable of the wrong type": (UPDATE, {"variables": {"s": 1}}, "VALIDATION_FAILED"),
    "two operations": ("query A { health { status } } query B { health { status } }", {}, "VALIDATION_FAILED"),
    "an unknown operation": ("query A { health { status } }", {"operation_name": "B"}, "VALIDATION_FAILED"),
    "a mutation over GET": (UPDATE, {"variables": {"s": SDL}, "is_read_only": True}, "BAD_REQUEST"),
    "too deep": ("{ health " * 5_000, {}, "LIMIT_EXCEEDED"),
    "too long": ("#" * (limits.query_text_bytes_max + 1), {}, "LIMIT_EXCEEDED"),
    "a hash only": ("", {"extensions": {"persistedQuery": {}}}, "NOT_SUPPORTED_YET"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_before_it_runs(name: str, database: FakeDatabase) -> None:
    query, arguments, code = REFUSED[name]
    answer = ask(database, query, is_executed=False, **arguments)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {code}
    assert all(error["message"] for error in answer["errors"])
    assert database.calls == []


def test_several_mistakes_are_told_at_once_with_their_places(database: FakeDatabase) -> None:
    answer = ask(database, "{ nothing\n health { colour } }", is_executed=False)
    assert [error["locations"] for error in answer["errors"]] == [
        [{"line": 1, "column": 3}],
        [{"line": 2, "column": 11}],
    ]


class TestOverHttp:
    def test_post(self, database: FakeDatabase) -> None:
        answer = send(database, "POST", "/admin", json={"query": UPDATE, "variables": {"s": SDL}})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["data"]["updateGQLSchema"]["gqlSchema"]["schema"] == SDL

    def test_get_may_only_query(self, database: FakeDatabase) -> None:
        answer = send(database, "GET", "/admin", params={"query": "{ health { status } }"})
        assert answer.json() == {"data": {"health": [{"status": "healthy"}]}}
        parameters = {"query": UPDATE, "variables": f'{{"s": "{SDL.strip()}"}}'}
        refused = send(database, "GET", "/admin", params=parameters)
        assert refused.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
        assert database.calls == []

    @pytest.mark.parametrize("body", [b"{{", b"", b"[]", b"{}"])
    def test_what_is_no_request(self, body: bytes, database: FakeDatabase) -> None:
        answer = send(database, "POST", "/admin", headers={"Content-Type": "application/json"}, content=body)
        assert answer.status_code == 200
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"

    def test_a_bug_of_ours_is_500(self, database: FakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail() -> str:
            raise ZeroDivisionError("a secret value")

        monkeypatch.setattr(database, "schema_text", fail)
        answer = send(database, "POST", "/admin", json={"query": "{ getGQLSchema { schema } }"})
        assert answer.status_code == 500
        assert "secret" not in answer.text
