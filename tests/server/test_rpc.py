"""gRPC: each call of `api.Dgraph` decoded and answered, who is let in, the status of errors, the audit log."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
import pytest
from pydgraph.proto import api_pb2 as api
from pydgraph.proto.api_pb2_grpc import DgraphStub

from graphwright import limits
from graphwright.errors import (
    AbortedError,
    GraphwrightError,
    InputError,
    LimitError,
    NotSupportedYet,
    ParseError,
    PendingTransactionsError,
    SchemaChangeRefused,
    StoreBusyError,
    StoreError,
)
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlMutation, DqlRequest
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.server.access import Approach
from graphwright.server.application import build_services
from graphwright.server.listening import address_of as address_of_socket
from graphwright.server.listening import reserve
from graphwright.server.options import ServerOptions
from graphwright.server.rpc.callers import address_of, approach_of_call, headers_of
from graphwright.server.rpc.serving import start_rpc

from .fakes import FakeDatabase

Call = Callable[[Any], Awaitable[Any]]


def call(
    database: FakeDatabase,
    method: str,
    message: Any,
    *,
    options: ServerOptions | None = None,
    metadata: dict[str, str] | None = None,
    timeout: float | None = None,
) -> Any:
    """The reply to one call, or the error that ended it."""

    async def once() -> Any:
        reserved = reserve("127.0.0.1", 0, "--grpc-port")
        address = address_of_socket(reserved)
        services = build_services(database.as_database, options)
        server = await start_rpc(services, address, None)
        try:
            async with grpc.aio.insecure_channel(address) as channel:
                stub = DgraphStub(channel)
                try:
                    return await getattr(stub, method)(
                        message, metadata=tuple((metadata or {}).items()), timeout=timeout
                    )
                except grpc.aio.AioRpcError as error:
                    return error
        finally:
            await server.stop(None)
            reserved.close()
            database.counted_calls = services.counters.totals().endpoints["grpc"].outcomes  # type: ignore[attr-defined]

    return asyncio.run(once())


def test_a_query(database: FakeDatabase) -> None:
    database.dql_answer = DqlAnswer(data=b'{"q":[]}', uids=None, start_ts=7, keys=("k",), predicates=("1-name",))
    message = api.Request(
        query="query q($a: string) { q }",
        vars={"$a": "1"},
        start_ts=7,
        read_only=True,
        best_effort=True,
        hash="what the answer said",
    )
    reply = call(database, "Query", message, metadata={"x-graphwright-position": "12"}, timeout=30)
    assert (reply.json, reply.rdf, dict(reply.uids)) == (b'{"q":[]}', b"", {})
    assert (reply.txn.start_ts, reply.txn.commit_ts, list(reply.txn.keys), list(reply.txn.preds)) == (
        7,
        0,
        ["k"],
        ["1-name"],
    )
    assert reply.latency.total_ns >= reply.latency.processing_ns > 0
    [request] = database.asked
    assert request.timeout_s is not None
    assert 20 < request.timeout_s <= 30
    assert request == DqlRequest(
        query="query q($a: string) { q }",
        variables={"$a": "1"},
        start_ts=7,
        is_read_only=True,
        is_best_effort=True,
        timeout_s=request.timeout_s,
        position=12,
    )
    assert database.callers == [trusted]


def test_an_answer_as_quads(database: FakeDatabase) -> None:
    database.dql_answer = DqlAnswer(data=b'<0x1> <name> "Ann" .\n', uids=None, start_ts=7)
    reply = call(database, "Query", api.Request(query="{ q }", resp_format=api.Request.RDF))
    assert (reply.json, reply.rdf) == (b"", b'<0x1> <name> "Ann" .\n')
    assert database.asked[0].answer_format == "rdf"


def test_an_upsert(database: FakeDatabase) -> None:
    database.dql_answer = DqlAnswer(data=None, uids={"a": "0x2a"}, start_ts=6, commit_ts=7)
    first = api.Mutation(set_nquads=b'_:a <name> "Ann" .', cond="@if(eq(len(v), 0))", commit_now=True)
    second = api.Mutation(set_json=b'{"name":"Ann"}', delete_json=b'{"uid":"0x1"}', del_nquads=b"<0x1> * * .")
    reply = call(database, "Query", api.Request(query="{ v as q }", mutations=[first, second]))
    assert (reply.json, dict(reply.uids), reply.txn.commit_ts) == (b"", {"a": "0x2a"}, 7)
    assert database.asked == [
        DqlRequest(
            query="{ v as q }",
            commits=True,
            mutations=(
                DqlMutation(set_rdf='_:a <name> "Ann" .', condition="@if(eq(len(v), 0))"),
                DqlMutation(set_json=b'{"name":"Ann"}', delete_json=b'{"uid":"0x1"}', delete_rdf="<0x1> * * ."),
            ),
        )
    ]


def test_quads_that_are_messages(database: FakeDatabase) -> None:
    values = [
        api.NQuad(subject="_:a", predicate="name", object_value=api.Value(str_val='A "B"'), lang="en"),
        api.NQuad(subject="_:a", predicate="age", object_value=api.Value(int_val=-3)),
        api.NQuad(subject="_:a", predicate="height", object_value=api.Value(double_val=1.5)),
        api.NQuad(subject="_:a", predicate="active", object_value=api.Value(bool_val=True)),
        api.NQuad(subject="_:a", predicate="any", object_value=api.Value(default_val="x")),
        api.NQuad(subject="_:a", predicate="friend", object_id="0x1"),
    ]
    gone = api.NQuad(subject="0x1", predicate="_STAR_ALL", object_value=api.Value(default_val="_STAR_ALL"))
    message = api.Mutation(set=values, set_nquads=b'<0x2> <name> "B" .')
    getattr(message, "del").append(gone)
    call(database, "Query", api.Request(mutations=[message]))
    [mutation] = database.asked[0].mutations
    assert mutation.set_rdf.splitlines() == [
        '<0x2> <name> "B" .',
        '_:a <name@en> "A \\"B\\""^^<xs:string> .',
        '_:a <age> "-3"^^<xs:int> .',
        '_:a <height> "1.5"^^<xs:float> .',
        '_:a <active> "true"^^<xs:boolean> .',
        '_:a <any> "x" .',
        "_:a <friend> <0x1> .",
    ]
    assert mutation.delete_rdf == "<0x1> * * ."
    unreadable = [
        api.Value(),
        api.Value(geo_val=b"x"),
        api.Value(datetime_val=b"2020-01-01"),
        api.Value(vfloat32_val=b"123"),
        api.Value(bigfloat_val=b"x"),
    ]
    for value in unreadable:
        quad = api.NQuad(subject="_:a", predicate="p", object_value=value)
        assert call(database, "Query", api.Request(mutations=[api.Mutation(set=[quad])])).code() in {
            grpc.StatusCode.UNIMPLEMENTED,
            grpc.StatusCode.INVALID_ARGUMENT,
        }
    assert len(database.asked) == 1


def test_values_in_the_binary_forms_of_clients(database: FakeDatabase) -> None:
    """The times are what Go 1.26 writes."""
    times = {
        "010000000ed5ec5845075bcd15ffff": "2020-02-29T13:04:05.123456789Z",
        "01000000000000000000000000ffff": "0001-01-01T00:00:00Z",
        "010000000eaffeed271dcd6500014a": "1999-12-31T23:59:59.5+05:30",
        "01000000497786a8ff00000000fe20": "9999-12-31T23:59:59-08:00",
    }
    values = [api.Value(datetime_val=bytes.fromhex(packed)) for packed in times]
    values += [
        api.Value(date_val=values[1].datetime_val),
        api.Value(geo_val=bytes.fromhex("0101000000000000000000f03f0000000000000040")),
        api.Value(vfloat32_val=struct.pack("<3f", 0.1, -2, 1e-9)),
    ]
    quads = [api.NQuad(subject="_:a", predicate="p", object_value=value) for value in values]
    facets = [
        api.Facet(key="s", value=b"x", val_type=api.Facet.STRING),
        api.Facet(key="i", value=struct.pack("<q", -7), val_type=api.Facet.INT),
        api.Facet(key="f", value=struct.pack("<d", 1.5), val_type=api.Facet.FLOAT),
        api.Facet(key="b", value=b"\x01", val_type=api.Facet.BOOL),
        api.Facet(key="t", value=values[0].datetime_val, val_type=api.Facet.DATETIME),
    ]
    quads.append(api.NQuad(subject="_:a", predicate="friend", object_id="0x1", facets=facets))
    call(database, "Query", api.Request(mutations=[api.Mutation(set=quads)]))
    lines = database.asked[0].mutations[0].set_rdf.splitlines()
    assert [line.split('"')[1] for line in lines[:5]] == [*times.values(), "0001-01-01T00:00:00Z"]
    assert [line.rpartition("^^")[2] for line in lines[:7]] == [
        *["<xs:dateTime> ."] * 5,
        "<geo:geojson> .",
        "<xs:float32vector> .",
    ]
    assert json.loads(lines[5].partition('> "')[2].rpartition('"')[0].replace('\\"', '"'))["coordinates"] == [1.0, 2.0]
    assert '"[0.1, -2.0, 1e-09]"' in lines[6]
    assert lines[7].endswith('<0x1> (s="x", i=-7, f=1.5, b=true, t=2020-02-29T13:04:05.123456789Z) .')
    wrong = api.NQuad(
        subject="_:a", predicate="p", object_id="0x1", facets=[api.Facet(key="i", val_type=api.Facet.INT)]
    )
    error = call(database, "Query", api.Request(mutations=[api.Mutation(set=[wrong])]))
    assert "facet i" in error.details()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ q(func: uid(1)) { uid } }", DqlRequest(query="{ q(func: uid(1)) { uid } }", variables={"$a": "1"})),
        ("{ set(func: uid(1)) { uid } }", DqlRequest(query="{ set(func: uid(1)) { uid } }", variables={"$a": "1"})),
        ('# x\n{ set { _:a <n> "1" . } }', None),
        ('upsert { query { q(func: uid(1)) { v as uid } } mutation { set { uid(v) <n> "1" . } } }', None),
    ],
)
def test_a_text_of_any_kind(text: str, expected: DqlRequest | None, database: FakeDatabase) -> None:
    call(database, "RunDQL", api.RunDQLRequest(dql_query=text, vars={"$a": "1"}))
    [request] = database.asked
    if expected is not None:
        assert request == expected
        return
    assert request.commits
    assert request.mutations[0].set_rdf.strip().endswith('<n> "1" .')
    assert bool(request.query) == ("upsert" in text)
    refused = call(database, "RunDQL", api.RunDQLRequest(dql_query=text, read_only=True))
    assert refused.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_the_end_of_a_transaction(database: FakeDatabase) -> None:
    reply = call(database, "CommitOrAbort", api.TxnContext(start_ts=9, keys=["k"], preds=["1-n"]))
    assert (reply.start_ts, reply.commit_ts, reply.aborted) == (9, 10, False)
    assert call(database, "CommitOrAbort", api.TxnContext(start_ts=9, aborted=True)).aborted
    assert call(database, "CommitOrAbort", api.TxnContext()).code() is grpc.StatusCode.INVALID_ARGUMENT
    assert database.ended == [(9, ("k",), ("1-n",), False), (9, (), (), True)]


@pytest.mark.parametrize(
    ("message", "alter"),
    [
        (api.Operation(schema="name: string ."), DqlAlter(schema="name: string .")),
        (api.Operation(schema="x: int .", run_in_background=True), DqlAlter(schema="x: int .", is_background=True)),
        (api.Operation(drop_all=True), DqlAlter(drops_all=True)),
        (api.Operation(drop_op=api.Operation.DATA), DqlAlter(drops_data=True)),
        (api.Operation(drop_op=api.Operation.TYPE, drop_value="Film"), DqlAlter(drop_type="Film")),
        (api.Operation(drop_attr="name"), DqlAlter(drop_predicate="name")),
        (api.Operation(), None),
    ],
)
def test_an_alter(message: api.Operation, alter: DqlAlter | None, database: FakeDatabase) -> None:
    reply = call(database, "Alter", message)
    if alter is None:
        assert reply.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert database.alters == ([] if alter is None else [alter])


def test_what_a_server_without_logins_and_namespaces_answers(database: FakeDatabase) -> None:
    assert call(database, "CheckVersion", api.Check()).tag.startswith("0.")
    assert call(database, "ListNamespaces", api.ListNamespacesRequest()).namespaces[0].id == 0
    for method, message, words in (
        ("Login", api.LoginRequest(userid="groot", password="password"), "no logins"),
        ("CreateNamespace", api.CreateNamespaceRequest(), "one namespace"),
        ("DropNamespace", api.DropNamespaceRequest(namespace=1), "one namespace"),
        ("AllocateIDs", api.AllocateIDsRequest(how_many=1, lease_type=api.TS), "only uids"),
        ("UpdateExtSnapshotStreamingState", api.UpdateExtSnapshotStreamingStateRequest(start=True), "bulk"),
    ):
        error = call(database, method, message)
        assert error.code() is grpc.StatusCode.UNIMPLEMENTED
        assert words in error.details()


def test_uids_for_whoever_names_nodes_himself(database: FakeDatabase) -> None:
    reply = call(database, "AllocateIDs", api.AllocateIDsRequest(how_many=10, lease_type=api.UID))
    assert (reply.start, reply.end) == (5, 14)
    for count in (0, limits.uids_allocated_max + 1):
        error = call(database, "AllocateIDs", api.AllocateIDsRequest(how_many=count, lease_type=api.UID))
        assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        assert "uids_allocated_max" in error.details()


@pytest.mark.parametrize(
    ("failure", "code", "words"),
    [
        (AbortedError(), grpc.StatusCode.ABORTED, "Transaction has been aborted. Please retry"),
        (PendingTransactionsError(), grpc.StatusCode.UNAVAILABLE, "Please retry"),
        (StoreBusyError("others write"), grpc.StatusCode.UNAVAILABLE, "others write. Please retry"),
        (StoreError("the disk is full"), grpc.StatusCode.INTERNAL, "the disk is full"),
        (ParseError("expected a name", line=2, column=5), grpc.StatusCode.INVALID_ARGUMENT, "line 2 column 5: expec"),
        (InputError("no date"), grpc.StatusCode.INVALID_ARGUMENT, "no date"),
        (SchemaChangeRefused("two nodes"), grpc.StatusCode.INVALID_ARGUMENT, "two nodes"),
        (LimitError("too much"), grpc.StatusCode.RESOURCE_EXHAUSTED, "too much"),
        (NotSupportedYet("later"), grpc.StatusCode.UNIMPLEMENTED, "later"),
    ],
)
def test_errors(failure: GraphwrightError, code: grpc.StatusCode, words: str, database: FakeDatabase) -> None:
    database.failure = failure
    for method, message in (
        ("Query", api.Request(query="{ q }")),
        ("Alter", api.Operation(drop_all=True)),
        ("CommitOrAbort", api.TxnContext(start_ts=1)),
    ):
        error = call(database, method, message)
        assert error.code() is code
        assert words in error.details()


def test_a_bug_of_ours_is_not_told(database: FakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    error = call(database, "Query", api.Request(query="{ bug }"))
    assert error.code() is grpc.StatusCode.INTERNAL
    assert "secret" not in error.details()
    assert database.counted_calls == {"answered": 0.0, "refused": 0.0, "failed": 1.0}  # type: ignore[attr-defined]


def test_a_message_may_be_as_large_as_a_body(database: FakeDatabase) -> None:
    database.dql_answer = DqlAnswer(data=b'"' + b"x" * 3_000_000 + b'"', uids=None, start_ts=1)
    options = ServerOptions(body_bytes_max=1_000_000)
    assert len(call(database, "Query", api.Request(query="{ q }"), options=options).json) > 3_000_000
    error = call(database, "Query", api.Request(query="{ q }" + " " * 1_000_000), options=options)
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


# ---- who is let in --------------------------------------------------------------------------------

ADMIN, READER, CLIENT = "gwa_" + "a" * 43, "gwa_" + "r" * 43, "gwc_" + "c" * 43


@pytest.fixture
def keyed(database: FakeDatabase) -> FakeDatabase:
    def a_key(name: str, kind: KeyKind, *, is_read_only: bool = False) -> ApiKey:
        return ApiKey(id=name, kind=kind, name="", created_at=1, is_read_only=is_read_only)

    database.api_keys = {
        ADMIN: a_key("admin", KeyKind.ADMIN),
        READER: a_key("reader", KeyKind.ADMIN, is_read_only=True),
        CLIENT: a_key("client", KeyKind.CLIENT),
    }
    return database


QUERY, ALTER = ("Query", api.Request(query="{ q }")), ("Alter", api.Operation(drop_all=True))
CHANGE = ("Query", api.Request(mutations=[api.Mutation(set_nquads=b"x")]))
TEXT = ("RunDQL", api.RunDQLRequest(dql_query="{ set { } }"))
COMMIT = ("CommitOrAbort", api.TxnContext(start_ts=1))


@pytest.mark.parametrize(
    "metadata",
    [
        {"authorization": f"Bearer {ADMIN}"},
        {"authorization": ADMIN},
        {"dg-auth": ADMIN},
        {"x-auth-token": ADMIN},
        {"auth-token": ADMIN},
    ],
)
def test_an_admin_key_opens_every_call(metadata: dict[str, str], keyed: FakeDatabase) -> None:
    for method, message in (QUERY, CHANGE, ALTER, COMMIT):
        assert not isinstance(call(keyed, method, message, metadata=metadata), grpc.RpcError)


@pytest.mark.parametrize("asked", [QUERY, CHANGE, TEXT, ALTER, COMMIT], ids=lambda asked: asked[0])
def test_who_is_refused(asked: tuple[str, Any], keyed: FakeDatabase) -> None:
    statuses = [
        call(keyed, *asked, metadata=metadata).code()
        for metadata in ({}, {"authorization": "Bearer gwa_" + "z" * 43}, {"dg-auth": CLIENT})
    ]
    unauthenticated, denied = grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED
    assert statuses == [unauthenticated, unauthenticated, denied]
    assert (keyed.asked, keyed.alters, keyed.ended) == ([], [], [])
    reader = call(keyed, *asked, metadata={"dg-auth": READER})
    assert asked is QUERY or reader.code() is denied
    assert call(keyed, *asked, metadata={"dg-auth": ADMIN, "x-auth-enforce": "true"}).code() is denied
    assert len(keyed.asked) == (asked is QUERY)


def test_without_an_admin_key_this_machine_is_let_in_alone(database: FakeDatabase) -> None:
    assert call(database, *QUERY).json
    for metadata in ({"x-forwarded-for": "10.0.0.1"}, {"forwarded": "for=10.0.0.1"}, {"origin": "https://example.com"}):
        assert call(database, *QUERY, metadata=metadata).code() is grpc.StatusCode.PERMISSION_DENIED
    assert len(database.asked) == 1


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("ipv4:127.0.0.1:50000", "127.0.0.1"),
        ("ipv6:%5B::1%5D:50000", "::1"),
        ("ipv6:[::ffff:10.0.0.1]:1", "::ffff:10.0.0.1"),
        ("ipv4:10.1.2.3:50000", "10.1.2.3"),
        ("unix:/tmp/x", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_the_peer(peer: str, address: str | None) -> None:
    assert address_of(peer) == address
    headers = headers_of([("Origin", "http://localhost"), ("x-forwarded-for", b"1")])
    expected = Approach(peer=address, host="localhost", origin="http://localhost", is_forwarded=True)
    assert approach_of_call(peer, headers) == expected


def test_every_use_is_written_down(keyed: FakeDatabase, tmp_path: Path) -> None:
    options = ServerOptions(audit_path=tmp_path / "audit.jsonl")
    for metadata in ({"dg-auth": ADMIN}, {"dg-auth": READER}, {}):
        call(keyed, *ALTER, options=options, metadata=metadata)
    keyed.api_keys.clear()
    call(keyed, "Query", api.Request(query='{ q(func: eq(name, "SECRET")) }'), options=options)
    text = (tmp_path / "audit.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(each["key"], each["endpoint"], each["operation"], each["result"]) for each in lines] == [
        ("admin", "/api.Dgraph/Alter", "alter", "answered"),
        ("reader", "/api.Dgraph/Alter", "alter", "refused"),
        (None, "/api.Dgraph/Alter", "alter", "refused"),
        (None, "/api.Dgraph/Query", "query", "answered"),
    ]
    assert lines[0]["fields"] == ["drop_all"]
    assert {each["peer"] for each in lines} == {"127.0.0.1"}
    assert "SECRET" not in text


def test_who_cannot_be_written_down_is_not_answered(keyed: FakeDatabase, tmp_path: Path) -> None:
    options = ServerOptions(audit_path=tmp_path / "not there" / "audit.jsonl")
    assert call(keyed, *QUERY, options=options, metadata={"dg-auth": ADMIN}).code() is grpc.StatusCode.INTERNAL


def test_who_goes_away_leaves_a_write_to_its_end(database: FakeDatabase) -> None:
    finished = []

    async def slow(request: DqlRequest, caller: object) -> DqlAnswer:
        await asyncio.sleep(0.3)
        finished.append(request)
        return database.dql_answer

    database.run_dql = slow  # type: ignore[method-assign]

    async def run() -> None:
        reserved = reserve("127.0.0.1", 0, "--grpc-port")
        server = await start_rpc(build_services(database.as_database), address_of_socket(reserved), None)
        async with grpc.aio.insecure_channel(address_of_socket(reserved)) as channel:
            with pytest.raises(grpc.aio.AioRpcError) as raised:
                await DgraphStub(channel).Query(CHANGE[1], timeout=0.1)
            assert raised.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        await asyncio.sleep(0.4)
        await server.stop(None)
        reserved.close()

    asyncio.run(run())
    assert len(finished) == 1
