"""Transactions of several servers on one store, as on different machines: they share the database and nothing else."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import struct
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import grpc
import orjson
import psutil
import pytest
from pydgraph.proto import api_pb2 as api
from pydgraph.proto.api_pb2_grpc import DgraphStub

from graphwright import Database, limits
from graphwright.engine.transactions import listener, passing
from graphwright.engine.transactions.exchange import receive_answer, send
from graphwright.engine.transactions.gate import Gate, read_notice
from graphwright.engine.transactions.gate_keys import new_gate
from graphwright.engine.transactions.open import owner_of
from graphwright.engine.transactions.passing import Step, encode_greeting, encode_step
from graphwright.errors import AbortedError, ParseError, PendingTransactionsError, StoreError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlMutation, DqlRequest
from tests.dql.served import Served, serving
from tests.dql.transactions import Txn, alter, change, query

READ: Final = "{ q(func: has(age)) { uid age } }"
Open = Callable[..., AbstractContextManager[Database]]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def opened(new_store: Callable[[], str], short_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens one store as from different machines: the folders where processes of a machine meet differ."""
    address = new_store()

    @contextmanager
    def on(machine: str, *, gate: Gate | None = None, has_gate: bool = True) -> Iterator[Database]:
        (short_path / machine).mkdir(exist_ok=True)
        if gate is None and has_gate:
            gate = new_gate("127.0.0.1", free_port())
        with monkeypatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(short_path / machine))
            database = Database.open(address, gate=gate)
            database.transactions.join()
        with database:
            yield database

    return on


def ages(txn: Txn, database: Database) -> list[int]:
    """What a transaction sees, by a step at some server."""
    txn.database = database
    return sorted(each["age"] for each in txn.query(READ)["q"])


def notices(database: Database) -> list[dict[str, Any]]:
    return [orjson.loads(text) for text in database.storage.announced().values()]


# ---- steps ----------------------------------------------------------------------------------------


def test_steps_at_any_server(opened: Open) -> None:
    """Queries, mutations and ends; what is wrong comes back as it was; each transaction sees its own state."""
    with opened("a") as a, opened("b") as b:
        alter(a, "age: int .")
        uid = (change(a, '_:a <age> "1" .').uids or {})["a"]
        mine, his = Txn(a), Txn(b)
        assert ages(mine, a) == ages(his, b) == [1]
        assert owner_of(mine.start_ts) != owner_of(his.start_ts)
        mine.database = b
        mine.change(f'<{uid}> <age> "2" .')
        assert (ages(mine, a), ages(mine, b), ages(his, a)) == ([2], [2], [1])
        mine.database = b
        with pytest.raises(ParseError) as wrong:
            mine.query("{ q(func: ")
        assert wrong.value.line == 1
        his.database = a
        his.change(f'<{uid}> <age> "3" .')
        his.database, mine.database = a, b
        assert mine.commit() > 0
        with pytest.raises(AbortedError, match=r"Please retry$"):
            his.commit()
        assert query(a, READ) == query(b, READ) == {"q": [{"uid": uid, "age": 2}]}
        given_up = Txn(a)
        given_up.change(f'<{uid}> <age> "4" .')
        given_up.database = b
        given_up.abort()
        given_up.database = a
        with pytest.raises(AbortedError):
            given_up.commit()
        last = Txn(a)
        ages(last, a)
        assert asyncio.run(b.run_dql(DqlRequest(query=READ, start_ts=last.start_ts), trusted)).start_ts == last.start_ts
        mutation = DqlMutation(set_rdf=f'<{uid}> <age> "5" .')
        request = DqlRequest(mutations=(mutation,), start_ts=last.start_ts, commits=True)
        assert asyncio.run(a.run_dql(request, trusted)).commit_ts > 0
        assert query(b, READ) == {"q": [{"uid": uid, "age": 5}]}


def test_any_process_of_a_server_takes_steps_for_all_of_it(opened: Open) -> None:
    """They listen at one address; who gets a step for another one hands it on within the machine."""
    gate = new_gate("127.0.0.1", free_port())
    with opened("a", gate=gate) as one, opened("a", gate=gate) as two, opened("b") as b:
        alter(one, "age: int .")
        for owner in (one, two):
            txn = Txn(owner)
            txn.change('_:a <age> "1" .')
            for _ in range(8):  # the system divides connections between the two
                assert ages(txn, b) == [1]
            txn.abort()
        with ThreadPoolExecutor(8) as pool:
            opened_there = [Txn(owner) for owner in (one, two) * 8]
            for txn in opened_there:
                txn.change('_:a <age> "7" .')
            assert set(map(str, pool.map(lambda txn: ages(txn, b), opened_there))) == {"[7]"}
        assert change_refused(b)
        assert not change_refused(b)
        for txn in opened_there:
            with pytest.raises(AbortedError):
                txn.commit()


def change_refused(database: Database) -> bool:
    """Whether an alter finds transactions that have written, here or on another machine, and gives them up."""
    try:
        alter(database, "age: int @index(int) .")
    except PendingTransactionsError:
        return True
    return False


def test_an_end_gives_the_rows_back(opened: Open) -> None:
    """What a server wrote of itself is gone with it, and so are its transactions."""
    with opened("b") as b:
        with opened("a") as a:
            alter(a, "age: int .")
            txn = Txn(a)
            assert ages(txn, a) == ages(txn, b) == []
            assert len(notices(b)) == 2
        assert len(notices(b)) == 1
        with pytest.raises(AbortedError, match=r"Please retry$"):
            ages(txn, b)
        with opened("c") as c:
            number = c.transactions._members.number
            with pytest.raises(AbortedError, match=r"Please retry$"):  # also if the number is this server's now
                ages(txn, b)
            b.transactions._members._elsewheres._known[number] = read_notice(
                new_gate("127.0.0.1", free_port()).notice()
            )
            other = Txn(c)
            assert ages(other, c) == ages(other, b) == [], "what was known of the number is old"


# ---- servers that do not answer -------------------------------------------------------------------


def test_why_a_server_is_not_reached(opened: Open) -> None:
    """It takes no steps; it does not listen where it says; it is of another version."""
    with opened("a", has_gate=False) as a, opened("b") as b:
        alter(a, "age: int .")
        txn = Txn(a)
        ages(txn, a)
        with pytest.raises(AbortedError, match="takes no steps from others; start all servers with --internal-address"):
            ages(txn, b)
        number = owner_of(txn.start_ts)
        gone = new_gate("127.0.0.1", free_port())
        a.storage.announce(number, gone.notice())
        with pytest.raises(AbortedError, match=f"not reached at {gone.shown}, its --internal-address"):
            ages(txn, b)
        newer = {**orjson.loads(gone.notice()), "version": 99}
        a.storage.announce(number, orjson.dumps(newer).decode())
        with pytest.raises(AbortedError, match=r"of another version.*theirs: version 99, here: version 1"):
            ages(txn, b)
        assert ages(txn, a) == []
    with pytest.MonkeyPatch.context() as patch, opened("c") as c, opened("d") as d:
        txn = Txn(c)
        ages(txn, c)
        patch.setattr(listener, "check_greeting", _speaks_version_two)
        with pytest.raises(AbortedError, match=r"of another version.*theirs: version 2, here: version 1"):
            ages(txn, d)


def _speaks_version_two(_text: bytes, _token: str) -> None:
    raise passing.StepRefused("version 2")


class Mute:
    """A server that takes connections and then says nothing, at the gate of another one.

    Args:
        encrypts: It goes so far as to agree about that, and reads what comes.
    """

    def __init__(self, gate: Gate, *, encrypts: bool) -> None:
        self._gate = gate
        self._encrypts = encrypts

    async def __aenter__(self) -> None:
        context = self._gate.listening() if self._encrypts else None
        self._server = await asyncio.start_server(self._take, self._gate.host, self._gate.port, ssl=context)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await reader.read()
        writer.close()

    async def __aexit__(self, *_: object) -> None:
        self._server.close()


@pytest.mark.parametrize("encrypts", [True, False])
def test_a_server_that_hangs_is_not_waited_for(opened: Open, monkeypatch: pytest.MonkeyPatch, encrypts: bool) -> None:
    """`step_connect_s_max`, `step_silence_s_max`; whether a commit came to an end is then unknown, and said so."""
    monkeypatch.setattr(limits, "step_connect_s_max", 0.5)
    monkeypatch.setattr(limits, "step_silence_s_max", 0.5)
    gate = new_gate("127.0.0.1", free_port())
    with opened("a", has_gate=False) as a, opened("b") as b:
        alter(a, "age: int .")
        txn = Txn(a)
        txn.change('_:a <age> "1" .')
        a.storage.announce(owner_of(txn.start_ts), gate.notice())

        async def ask(work: Callable[[], Any]) -> Any:
            async with Mute(gate, encrypts=encrypts):
                return await asyncio.to_thread(work)

        began = time.monotonic()
        with pytest.raises(AbortedError):
            asyncio.run(ask(lambda: ages(txn, b)))
        with pytest.raises(
            StoreError if encrypts else AbortedError, match="look whether" if encrypts else "not reached"
        ):
            asyncio.run(ask(txn.commit))
        assert time.monotonic() - began < 10
        txn.database = a
        assert txn.commit() > 0


def test_a_step_may_take_long(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of life come meanwhile."""
    monkeypatch.setattr(limits, "step_silence_s_max", 0.5)
    monkeypatch.setattr(listener, "pause_s", 0.1)
    with opened("a") as a, opened("b") as b:
        alter(a, "age: int .")
        txn = Txn(a)
        txn.change('_:a <age> "1" .')
        work = a.transactions._carry_out

        def takes_long(step: Step) -> Any:
            time.sleep(1.5)
            return work(step)

        monkeypatch.setattr(a.transactions._members, "_carry_out", takes_long)
        assert ages(txn, b) == [1]


# ---- who may not ask ------------------------------------------------------------------------------


async def _ask(gate: Gate, step: Step, *, token: str | None = None, certificate: str | None = None) -> dict[str, Any]:
    """The head of the answer to a step, asked as somebody who knows more or less."""
    elsewhere = read_notice(replace(gate, certificate=certificate or gate.certificate).notice())
    reader, writer = await asyncio.open_connection(gate.host, gate.port, ssl=elsewhere.asking)
    try:
        await send(writer, encode_greeting(gate.token if token is None else token), encode_step(step))
        head, _ = await receive_answer(reader)
        return orjson.loads(head)  # type: ignore[no-any-return]
    finally:
        writer.transport.abort()


def test_who_does_not_know_the_secret_is_refused(opened: Open) -> None:
    """And so is who knows it and asks for more than steps of transactions."""
    gate = new_gate("127.0.0.1", free_port())
    with opened("a", gate=gate) as a:
        alter(a, "age: int .")
        txn = Txn(a)
        txn.change('_:a <age> "1" .')
        number = a.transactions._members.number
        abort = Step(start_ts=txn.start_ts, is_abort=True)
        for token in ("", "x", gate.token[:-1], gate.token + "x", gate.token.swapcase(), "ä"):
            assert asyncio.run(_ask(gate, abort, token=token)) == {"refused": "token"}
        with pytest.raises(ssl.SSLCertVerificationError):
            asyncio.run(_ask(gate, abort, certificate=new_gate("x", 1).certificate))
        mutation = DqlMutation(set_rdf='_:a <age> "9" .')
        begins = Step(request=DqlRequest(mutations=(mutation,), commits=True))
        assert asyncio.run(_ask(gate, begins))["error"]["type"] == "RequestError"
        beyond = Step(start_ts=1 << 20 | (number + 1), is_abort=True)
        assert asyncio.run(_ask(gate, beyond))["error"]["type"] == "AbortedError"
        assert ages(txn, a) == [1]
        assert txn.commit() > 0
        assert query(a, READ)["q"][0]["age"] == 1


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\n\r\n", struct.pack(">Q", limits.step_greeting_bytes_max + 1)]
)
def test_who_says_nothing_or_nonsense_is_let_go(opened: Open, monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(limits, "step_connect_s_max", 0.5)
    gate = new_gate("127.0.0.1", free_port())
    with opened("a", gate=gate) as a, opened("b") as b:
        alter(a, "age: int .")
        txn = Txn(a)
        ages(txn, a)
        context = read_notice(gate.notice()).asking
        for encrypt in (lambda plain: plain, context.wrap_socket):
            with encrypt(socket.create_connection((gate.host, gate.port), timeout=10)) as connection:
                connection.sendall(said)
                with suppress(ConnectionError):
                    while connection.recv(4096):
                        pass
        assert ages(txn, b) == []


def test_secrets_are_not_shown(opened: Open) -> None:
    """They are in one table, which no copy and no export takes along."""
    gate = new_gate("127.0.0.1", free_port())
    assert gate.token not in repr(gate)
    assert gate.key not in repr(gate)
    assert gate.token not in repr(read_notice(gate.notice()))
    assert gate.key not in gate.notice()
    with opened("a", gate=gate) as a:
        assert [each["token"] for each in notices(a)] == [gate.token]


def test_an_address_that_is_taken(opened: Open) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        gate = new_gate("127.0.0.1", other.getsockname()[1])
        with pytest.raises(StoreError, match="--internal-address"), opened("a", gate=gate):
            pass


# ---- in processes ---------------------------------------------------------------------------------


@pytest.fixture
def servers(new_store: Callable[[], str], short_path: Path) -> Iterator[tuple[Served, Served]]:
    """Two servers, the first with two workers."""
    address = new_store()
    flags = ("--internal-address", "127.0.0.1:0")
    places = [{"XDG_RUNTIME_DIR": str(short_path / name)} for name in "ab"]
    for name in "ab":
        (short_path / name).mkdir()
    with serving(address, rpc_port=None, workers=2, flags=flags, environment=places[0]) as a:
        a.post("/alter", "age: int .")
        a.post("/mutate?commitNow=true", '{ set { _:a <age> "3" . } }', "application/rdf")
        with serving(address, rpc_port=None, workers=1, flags=flags, environment=places[1]) as b:
            yield a, b


def test_two_servers(servers: tuple[Served, Served]) -> None:
    """Over HTTP and gRPC: query at the one, mutate at the other, commit at the first; then that hangs, and dies."""
    a, b = servers
    first = a.post("/query", READ)
    start, [node] = first["extensions"]["txn"]["start_ts"], first["data"]["q"]
    quads = f'{{ set {{ <{node["uid"]}> <age> "4" . }} }}'
    written = b.post(f"/mutate?startTs={start}", quads, "application/rdf")["extensions"]["txn"]
    assert b.post("/query", READ)["data"]["q"] == [node]
    seen = [server.post(f"/query?startTs={start}", READ)["data"]["q"][0]["age"] for server in (a, b, a, b)]
    assert seen == [4] * 4
    other = b.post("/mutate", quads, "application/rdf")["extensions"]["txn"]
    assert "data" in a.post(f"/commit?startTs={start}", json.dumps(written["keys"]), "application/json")
    lost = a.post(f"/commit?startTs={other['start_ts']}", json.dumps(other["keys"]), "application/json")
    assert "Transaction has been aborted. Please retry" in lost["errors"][0]["message"]

    with grpc.insecure_channel(a.rpc) as to_a, grpc.insecure_channel(b.rpc) as to_b:
        at_a, at_b = DgraphStub(to_a), DgraphStub(to_b)
        begun = at_a.Query(api.Request(query=READ)).txn.start_ts
        mutation = api.Mutation(set_nquads=f'<{node["uid"]}> <age> "5" .'.encode())
        changed = at_b.Query(api.Request(start_ts=begun, mutations=[mutation])).txn
        assert json.loads(at_a.Query(api.Request(start_ts=begun, query=READ)).json)["q"][0]["age"] == 5
        assert at_b.CommitOrAbort(changed).commit_ts > 0
        assert json.loads(at_a.Query(api.Request(query=READ)).json)["q"][0]["age"] == 5

        opened = [a.post("/mutate", quads, "application/rdf")["extensions"]["txn"] for _ in range(4)]
        processes = [psutil.Process(a.process.pid), *a.workers()]
        for process in processes:
            process.suspend()
        began = time.monotonic()
        hanging = b.post(f"/query?startTs={opened[0]['start_ts']}", READ)
        assert "Transaction has been aborted. Please retry" in hanging["errors"][0]["message"]
        assert time.monotonic() - began < limits.step_connect_s_max + limits.step_silence_s_max + 5
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=10)
        began = time.monotonic()
        for txn in opened:
            for path, body in (("query", READ), ("commit", json.dumps(txn["keys"]))):
                answer = b.post(f"/{path}?startTs={txn['start_ts']}", body)
                assert "Transaction has been aborted. Please retry" in answer["errors"][0]["message"]
        with pytest.raises(grpc.RpcError) as aborted:
            at_b.Query(api.Request(start_ts=opened[0]["start_ts"], query=READ))
        assert aborted.value.code() is grpc.StatusCode.ABORTED
        assert time.monotonic() - began < 10
    assert b.post("/query", READ)["data"]["q"][0]["age"] == 5


def test_rows_of_the_dead_do_no_harm(opened: Open) -> None:
    """What a server left that was killed is not asked, and taken away by the next one that comes."""
    with opened("a") as a, closing(a.storage.open_writer()) as connection:
        own = a.transactions._members.number
        dead = (own + 1) % limits.processes_max
        connection.rows("UPDATE gw_processes SET number = $1", (dead,))
        assert a.storage.announced() == {}
        a.storage.announce(own, new_gate("127.0.0.1", free_port()).notice())
        assert connection.rows("SELECT number FROM gw_processes") == [(own,)]
        with pytest.raises(AbortedError, match=r"Please retry$"):
            ages(Txn(a, start_ts=1 << 20 | dead), a)


def test_a_number_that_the_database_forgot_is_not_used_on(opened: Open) -> None:
    """PostgreSQL was started anew, and gives the number to whoever asks: its process takes another one."""
    with opened("a") as a, opened("b") as b:
        alter(a, "age: int .")
        members, claims = a.transactions._members, a.storage._processes._claims  # type: ignore[attr-defined]
        old = members.number
        members.keep_number()
        assert members.number == old
        lost = Txn(a)
        assert ages(lost, a) == []
        held = claims[old]
        with closing(b.storage.open_writer()) as connection:
            connection.rows("SELECT pg_terminate_backend($1::int)", (held.raw.info.backend_pid,))
            with suppress(StoreError):
                members.keep_number()
            members.keep_number()
        assert list(claims) == [members.number]
        assert claims[members.number] is not held
        if members.number != old:
            with pytest.raises(AbortedError):
                ages(lost, b)
        txn = Txn(a)
        txn.change('_:a <age> "1" .')
        assert owner_of(txn.start_ts) == members.number
        assert ages(txn, b) == [1]
        assert len(notices(b)) == 2
