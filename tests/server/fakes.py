"""A stand-in for `Database` that remembers what it was asked, and clients for it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import httpx
import orjson

from graphwright.engine.requests import AlterReport, Answer, GraphqlRequest, Health, OperationWords, Statistics
from graphwright.errors import GraphwrightError, ParseError, SchemaError
from graphwright.model.api import ApiSchema, AuthSettings
from graphwright.model.caller import Caller
from graphwright.model.catalog import Catalog
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlRequest
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.server.application import build_application
from graphwright.server.options import ServerOptions

if TYPE_CHECKING:
    from graphwright.engine.database import Database

DATA = {"data": {"queryFilm": [{"title": "Alien"}]}}


class FakeDatabase:
    """Answers everything with `DATA`; a query that holds `bad` is refused, one with `bug` meets a bug of ours."""

    def __init__(self) -> None:
        self.catalog = Catalog(version=1)
        self.has_replica = False
        self.requests: list[GraphqlRequest] = []
        self.callers: list[Caller] = []
        self.asked: list[DqlRequest] = []
        self.alters: list[DqlAlter] = []
        self.ended: list[tuple[int, tuple[str, ...], tuple[str, ...], bool]] = []
        self.dql_answer = DqlAnswer(data=b'{"queryFilm":[{"title":"Alien"}]}', uids=None, start_ts=4)
        self.calls: list[str] = []
        self.schema = ""
        self.delay_s = 0.0
        self.position: int | None = None
        self.cache_s: int | None = None
        self.answer = orjson.dumps(DATA)
        self.is_closed = False
        self.failure: GraphwrightError | None = None
        self.counted = Statistics()
        self.is_strict = False
        self.api_keys: dict[str, ApiKey] = {}
        self.looked_up: list[str] = []

    async def find_key(self, secret: str) -> ApiKey | None:
        self.looked_up.append(secret)
        return self.api_keys.get(secret)

    async def has_admin_key(self) -> bool:
        return any(key.kind is KeyKind.ADMIN and key.revoked_at is None for key in self.api_keys.values())

    def describe_operation(self, request: GraphqlRequest) -> OperationWords:
        return OperationWords(kind="query", name=request.operation_name, fields=("queryFilm",))

    def configure(self, text: str, authorization: AuthSettings | None = None) -> None:
        self.catalog = Catalog(version=2, api=ApiSchema(text=text, types={}, authorization=authorization))

    def answer_at_once(self, request: GraphqlRequest, caller: Caller) -> None:
        """Nothing is known yet."""

    async def execute_graphql(self, request: GraphqlRequest, caller: Caller) -> Answer:
        self.requests.append(request)
        self.callers.append(caller)
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        return self._answer(request.query)

    async def run_dql(self, request: DqlRequest, caller: Caller) -> DqlAnswer:
        self.asked.append(request)
        self.callers.append(caller)
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        self._answer(request.query)
        if "bad" in request.query:
            raise ParseError("bad", line=1, column=3)
        return self.dql_answer

    def alter_dql(self, alter: DqlAlter) -> None:
        if self.failure:
            raise self.failure
        self.alters.append(alter)

    async def end_dql(
        self, start_ts: int, keys: tuple[str, ...], predicates: tuple[str, ...], *, is_abort: bool
    ) -> int:
        if self.failure:
            raise self.failure
        self.ended.append((start_ts, keys, predicates, is_abort))
        return 0 if is_abort else start_ts + 1

    async def lease_uids(self, count: int) -> range:
        return range(5, 5 + count)

    def _answer(self, text: str) -> Answer:
        if "bug" in text:
            raise ZeroDivisionError("a secret value of a user")
        if self.failure:
            raise self.failure
        if "bad" in text:
            return Answer(body=b'{"errors":[{"message":"bad"}]}', was_executed=False)
        return Answer(body=self.answer, position=self.position, cache_s=self.cache_s)

    def alter(self, schema: str, *, allow_unsafe: bool = False, allow_pause: bool = False) -> AlterReport:
        self.validate_schema(schema)
        self.calls.append("alter")
        self.schema = schema
        return AlterReport(version=2, changes=("type Film added",))

    def validate_schema(self, schema: str) -> None:
        if self.failure:
            raise self.failure
        if "Strin " in schema:
            raise SchemaError("the type Strin is not known; did you mean String?", line=1, column=27)

    def schema_text(self) -> str:
        return self.schema

    def generated_schema_text(self) -> str:
        return f"# generated\n{self.schema}" if self.schema else ""

    def drop_all(self) -> None:
        self.calls.append("drop_all")

    def drop_data(self) -> None:
        self.calls.append("drop_data")

    def health(self) -> Health:
        if self.failure:
            raise self.failure
        return Health(
            version="0.1.0",
            store="films.db",
            catalog_version=7,
            schema_update_counter=3,
            uptime_s=61.5,
            indexing=("Film.title",),
            unfinished_loads=("films.rdf, batch 3",),
        )

    def statistics(self) -> Statistics:
        return self.counted

    def close(self) -> None:
        self.is_closed = True

    @property
    def as_database(self) -> "Database":
        return cast("Database", self)


@asynccontextmanager
async def client_of(
    database: FakeDatabase,
    options: ServerOptions | None = None,
    peer: str = "127.0.0.1",
    headers: Mapping[str, str] | None = None,
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application, without sockets; it asks for nothing that a bare program would not."""
    application = build_application(database.as_database, options)
    transport = httpx.ASGITransport(cast("Any", application), client=(peer, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        client.headers.clear()
        client.headers.update(headers or {})
        yield client


def send(
    database: FakeDatabase,
    method: str,
    path: str,
    *,
    options: ServerOptions | None = None,
    peer: str = "127.0.0.1",
    **arguments: Any,
) -> httpx.Response:
    """One request and its answer."""

    async def once() -> httpx.Response:
        async with client_of(database, options, peer) as client:
            return await client.request(method, path, **arguments)

    return asyncio.run(once())
