"""Transactions of a server with several workers: each step may come to another one, and one of them may die."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import pytest

from graphwright import Database
from graphwright.engine.transactions.members import Members
from graphwright.engine.transactions.open import owner_of
from graphwright.engine.transactions.passing import (
    Step,
    decode_result,
    decode_step,
    encode_error,
    encode_result,
    encode_step,
)
from graphwright.errors import AbortedError, DuplicateKeyError, ErrorList, ParseError, StoreError
from graphwright.model.caller import Caller, trusted
from graphwright.model.dql_requests import DqlAnswer, DqlMutation, DqlRequest
from tests.dql.served import WORKERS, Served, serving
from tests.dql.transactions import Txn, alter, change, query
from tests.storages import store_addresses

ADA: Final = "{ q(func: has(age)) { uid age } }"


@pytest.fixture(scope="module", params=["file", "postgres"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Four workers on one store."""
    addresses = store_addresses(request.param, tmp_path_factory.mktemp("served"))
    with serving(next(addresses)) as server:
        yield server
    addresses.close()  # type: ignore[attr-defined]


@pytest.fixture
def served(running: Served) -> Served:
    """The server, whose store has one node."""
    running.post("/alter", '{"drop_all": true}', "application/json")
    running.post("/alter", "name: string @index(exact) .\nage: int @index(int) .")
    running.post("/mutate?commitNow=true", '{ set { _:a <name> "Ada" .\n_:a <age> "3" . } }', "application/rdf")
    return running


def sets(*ages: tuple[dict[str, Any], int]) -> str:
    """A mutation that sets ages of nodes."""
    quads = "\n".join(f'<{node["uid"]}> <age> "{age}" .' for node, age in ages)
    return "{ set { " + quads + " } }"


def test_every_step_may_come_to_another_worker(served: Served) -> None:
    """Ten transactions, each with steps on connections of their own; and conflicts between two of them."""
    [ada] = served.post("/query?ro=true", ADA)["data"]["q"]
    owners = set()
    for number in range(10):
        first = served.post("/query", ADA)
        start = first["extensions"]["txn"]["start_ts"]
        owners.add(owner_of(start))
        quads = sets((ada, 10 + number))
        written = served.post(f"/mutate?startTs={start}", quads, "application/rdf")
        assert written["data"]["code"] == "Success", written
        seen = [served.post(f"/query?startTs={start}", ADA)["data"]["q"][0]["age"] for _ in range(4)]
        assert seen == [10 + number] * 4
        assert served.post("/query", ADA)["data"]["q"][0]["age"] != 10 + number
        other = served.post("/mutate", quads, "application/rdf")["extensions"]["txn"]
        ended = served.post(
            f"/commit?startTs={start}", json.dumps(written["extensions"]["txn"]["keys"]), "application/json"
        )
        assert ended["data"]["code"] == "Success", ended
        lost = served.post(f"/commit?startTs={other['start_ts']}", json.dumps(other["keys"]), "application/json")
        assert "Transaction has been aborted. Please retry" in lost["errors"][0]["message"]
    assert len(owners) > 1, "all transactions were one worker's"
    assert served.post("/query", ADA)["data"]["q"][0]["age"] == 19


def test_when_its_worker_dies_it_is_lost(served: Served) -> None:
    """Every further step says so; the others' transactions go on."""
    [ada] = served.post("/query", ADA)["data"]["q"]
    quads = sets((ada, 50))
    opened = [served.post("/mutate", quads, "application/rdf")["extensions"]["txn"] for _ in range(12)]
    victim = served.owner(opened[0]["start_ts"])
    number = owner_of(opened[0]["start_ts"])
    lost = [each for each in opened if owner_of(each["start_ts"]) == number]
    kept = [each for each in opened if owner_of(each["start_ts"]) != number]
    victim.kill()
    until(lambda: len([worker for worker in served.workers() if worker.status() != psutil.STATUS_ZOMBIE]) == WORKERS)
    until(lambda: "data" in served.post("/query?be=true", ADA))
    for each in lost:
        for path, kind in (
            (f"/query?startTs={each['start_ts']}", ADA),
            (f"/commit?startTs={each['start_ts']}", json.dumps(each["keys"])),
        ):
            answer = again(lambda path=path, kind=kind: served.post(path, kind))  # type: ignore[misc]
            assert "Transaction has been aborted. Please retry" in answer["errors"][0]["message"]
    if kept:
        start = kept[0]["start_ts"]
        assert served.post(f"/query?startTs={start}", ADA)["data"]["q"] == [{**ada, "age": 50}]
        assert served.post(f"/commit?startTs={start}", json.dumps(kept[0]["keys"]))["data"]["code"] == "Success"


def test_transfers_keep_the_total(served: Served) -> None:
    """Clients that move amounts between two nodes, each step on a connection of its own."""
    served.post("/mutate?commitNow=true", '{ set { _:b <name> "Bob" .\n_:b <age> "97" . } }', "application/rdf")

    def transfer(amount: int) -> bool:
        first = served.post("/query", ADA)
        start = first["extensions"]["txn"]["start_ts"]
        one, two = first["data"]["q"]
        assert one["age"] + two["age"] == 100
        quads = sets((one, one["age"] + amount), (two, two["age"] - amount))
        written = served.post(f"/mutate?startTs={start}", quads, "application/rdf")["extensions"]["txn"]
        ended = served.post(f"/commit?startTs={start}", json.dumps(written["keys"]), "application/json")
        return "data" in ended

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(transfer, range(1, 41)))
    assert any(outcomes)
    assert sum(each["age"] for each in served.post("/query", ADA)["data"]["q"]) == 100


def test_an_alter_gives_up_other_workers_transactions(served: Served) -> None:
    [ada] = served.post("/query", ADA)["data"]["q"]
    quads = sets((ada, 50))
    opened = [served.post("/mutate", quads, "application/rdf")["extensions"]["txn"] for _ in range(6)]
    refused = served.post("/alter", "age: int @index(int) .")
    assert "Pending transactions found. Please retry operation" in refused["errors"][0]["message"]
    assert served.post("/alter", "age: int @index(int) .")["data"]["code"] == "Success"
    for each in opened:
        ended = served.post(f"/commit?startTs={each['start_ts']}", json.dumps(each["keys"]), "application/json")
        assert "errors" in ended


def until(condition: Callable[[], bool], within_s: float = 20) -> None:
    end = time.monotonic() + within_s
    while not again(condition):
        assert time.monotonic() < end
        time.sleep(0.1)


def again(work: Callable[[], Any]) -> Any:
    """A connection that was waiting at a worker that died is made anew."""
    for _ in range(50):
        try:
            return work()
        except httpx.TransportError:
            time.sleep(0.1)
    return work()


# ---- by the library -------------------------------------------------------------------------------


def test_two_databases_on_one_store(shared_address: str) -> None:
    """As two workers: steps go to the one that has the transaction; errors come back as they were."""
    with Database.open(shared_address) as one, Database.open(shared_address) as two:
        alter(one, "age: int .")
        uid = (change(one, '_:a <age> "3" .').uids or {})["a"]
        mine, his = Txn(one), Txn(two)
        mine.change(f'<{uid}> <age> "4" .')
        his.query(ADA)
        assert owner_of(mine.start_ts) != owner_of(his.start_ts)
        mine.database, his.database = two, one
        assert mine.query(ADA)["q"][0]["age"] == 4
        assert his.query(ADA)["q"][0]["age"] == 3
        with pytest.raises(ParseError, match=r".") as failed:
            mine.query("{ q(func: ")
        assert failed.value.line == 1
        mine.change(f'<{uid}> <age> "5" .')
        assert mine.commit() > 0
        assert query(one, ADA)["q"][0]["age"] == 5
        assert his.query(ADA)["q"][0]["age"] == 3
        over = Txn(two)
        over.change(f'<{uid}> <age> "6" .')
        two.close()
        over.database = one
        with pytest.raises(AbortedError):
            over.commit()


def test_a_transaction_on_another_machine_is_refused_with_the_reason(
    shared_address: str, short_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sockets elsewhere are as good as another machine, on the database that machines can share."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_path))
    with Database.open(shared_address) as one, Database.open(shared_address) as two:
        alter(one, "name: string .")
        txn = Txn(one)
        txn.query("{ q(func: has(name)) { name } }")
        step = DqlRequest(query="{ q(func: has(name)) { name } }", start_ts=txn.start_ts)
        is_postgres = "://" in shared_address
        if is_postgres:
            (short_path / "b").mkdir()
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_path / "b"))
            with pytest.raises(AbortedError, match="a server on another machine has it"):
                two.run_dql_blocking(step)
            with pytest.raises(AbortedError, match="a server on another machine has it"):
                asyncio.run(two.run_dql(step, trusted))
        else:
            assert two.run_dql_blocking(step).data == b'{"q":[]}'
    with Database.open(shared_address) as three, pytest.raises(AbortedError, match=r"retry$"):
        three.run_dql_blocking(step)


@pytest.mark.sqlite_only
def test_the_folder_of_sockets_is_private(tmp_path: Path) -> None:
    """Nobody else may put a socket there; it goes with the last process."""
    store = tmp_path / "store.db"
    folder = tmp_path / "store.db-processes"
    with Database.open(str(store)) as database:
        Txn(database).query("{ q(func: has(age)) { age } }")
        assert folder.stat().st_mode & 0o777 == 0o700
        assert sorted(path.name for path in folder.iterdir()) == ["0", "0.lock"]
    assert not folder.exists()
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    with Database.open(str(store)) as database, pytest.raises(StoreError, match="mode 700"):
        Txn(database).query("{ q(func: has(age)) { age } }")


@pytest.mark.sqlite_only
def test_a_long_path_has_its_socket_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    with Database.open(str(folder / "store.db")) as one, Database.open(str(folder / "store.db")) as two:
        txn = Txn(one)
        txn.change('_:a <age> "1" .')
        txn.database = two
        assert txn.commit() > 0


def test_what_ends_while_it_commits_is_not_said_to_be_aborted(tmp_path: Path) -> None:
    """It may have committed; to try again blindly would do it twice."""

    def vanish(step: Step) -> Any:
        raise SystemExit(str(step))  # ends the thread that would answer

    with Database.open(str(tmp_path / "store.db")) as database:
        gone, asking = (Members(database.storage, vanish) for _ in "ab")
        start = gone.number  # the transaction of that process with the number 0
        assert asking.number != start
        try:
            with pytest.raises(StoreError, match="look whether the change is there"):
                asking.pass_on(Step(start_ts=start, wrote=True))
            with pytest.raises(AbortedError):
                asking.pass_on(Step(request=DqlRequest(query="{ q }", start_ts=start)))
        finally:
            asking.close()
            gone.close()


def test_steps_and_answers_as_bytes() -> None:
    mutation = DqlMutation(set_rdf="<a>", set_json=b'{"\xc3\xa4": 1}', condition="@if(…)")
    request = DqlRequest(query="{ q }", variables={"$a": "ä"}, mutations=(mutation,), start_ts=7, timeout_s=1.5)
    step = Step(request=request, caller=Caller(claims={"USER": "ä", "roles": ["x"]}))
    assert decode_step(encode_step(step)) == step
    alter_step = Step(aborts=True, predicates=("age",))
    assert decode_step(encode_step(alter_step)) == alter_step
    answer = DqlAnswer(data=b'{"q":"\xff"}', uids={"a": "0x1"}, start_ts=1, keys=("k",), predicates=("1-0-age",))
    assert decode_result(*encode_result(answer)) == answer
    assert decode_result(*encode_result(True)) is True
    for error in (
        ParseError("wrong", line=2, column=3),
        DuplicateKeyError("taken", owners=[1]),
        ErrorList([ParseError("a"), AbortedError()]),
        AbortedError(),
    ):
        with pytest.raises(type(error)) as raised:
            decode_result(encode_error(error), b"")
        assert (raised.value.message, raised.value.line, raised.value.path) == (error.message, error.line, error.path)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        decode_result(encode_error(ZeroDivisionError()), b"")
