"""Several processes on one store: schema changes hold everywhere at once, keys are unique, one alter at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import StoreBusyError
from tests.stores import check_invariants

Start = Callable[[str, int], list["Worker"]]


class Worker:
    """A `worker.py`."""

    def __init__(self, store: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.engine.worker", store],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(self, order: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the worker ended"
        return json.loads(line)

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts workers on a store; they are ready."""
    started: list[Worker] = []

    def start_all(store: str, count: int) -> list[Worker]:
        workers = [Worker(store) for _ in range(count)]
        started.extend(workers)
        assert [worker.receive() for worker in workers] == ["ready"] * count
        return workers

    yield start_all
    for worker in started:
        worker.end()


def all_do(workers: list[Worker], orders: list[dict[str, Any]]) -> list[Any]:
    """Gives all their orders before any answers."""
    for worker, order in zip(workers, orders, strict=True):
        worker.send(order)
    return [worker.receive() for worker in workers]


def swapped(is_swapped: int) -> str:
    """A schema in which one field is another predicate's, so that an answer tells which schema it was made by."""
    first, second = ("b", "a") if is_swapped else ("a", "b")
    return f"""type Film {{
        id: ID!
        name: String @dgraph(pred: "{first}")
        other: String @dgraph(pred: "{second}")
        round: Int @search
    }}"""


def test_after_an_alter_no_process_answers_by_the_old_schema(shared_address: str, start: Start) -> None:
    """4 processes on kept connections, warm; 1,000 requests straight after alters acknowledged in a fifth."""
    with Database.open(shared_address) as database:
        database.alter(swapped(0))
        database.graphql('mutation { addFilm(input: [{name: "from a", other: "from b", round: -1}]) { numUids } }')
        workers = start(shared_address, 4)
        query = "{ queryFilm(filter: {round: {eq: -1}}) { name } }"
        add = 'mutation ($round: Int!) { addFilm(input: [{name: "new", round: $round}]) { film { name other } } }'
        # Which way comes first differs: it is the one that meets the old plan.
        asked = [{"do": "ask", "query": query, "times": 40, "first": number} for number in range(4)]
        assert all_do(workers, asked) == [['{"data": {"queryFilm": [{"name": "from a"}]}}']] * 4
        for number in range(1, 6):
            database.alter(swapped(number % 2))
            name = "from b" if number % 2 else "from a"
            assert all_do(workers, asked) == [[json.dumps({"data": {"queryFilm": [{"name": name}]}})]] * 4
            database.alter(swapped((number + 1) % 2))
            written = {"do": "ask", "query": add, "variables": {"round": number}, "times": 10}
            expected = [json.dumps({"data": {"addFilm": {"film": [{"name": "new", "other": None}]}}})]
            assert all_do(workers, [written] * 4) == [expected] * 4
            answer = database.graphql(f"{{ queryFilm(filter: {{round: {{eq: {number}}}}}) {{ name other }} }}")
            assert answer["data"]["queryFilm"] == [{"name": "new", "other": None}] * 40
        check_invariants(database.storage)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ queryFilm { title year } }", {"data": {"queryFilm": [{"title": "Alien", "year": None}]}}),
        ('{ __type(name: "Genre") { name } }', {"data": {"__type": {"name": "Genre"}}}),
        ("{ queryFilm(filter: {kind: {eq: NEW}}) { title } }", {"data": {"queryFilm": []}}),
    ],
)
def test_what_the_old_schema_refuses_the_new_one_answers(
    query: str, expected: dict[str, Any], shared_address: str, start: Start
) -> None:
    """A refusal is an answer by a schema too."""
    old = "type Film { id: ID!  title: String  kind: Kind @search }  enum Kind { OLD }"
    new = old.replace("title: String", "title: String  year: Int").replace("OLD", "OLD NEW")
    [worker] = start(shared_address, 1)
    ask = {"do": "ask", "query": query, "times": 2}
    [refused] = all_do([worker], [ask])
    assert "NO_SCHEMA" in refused[0]
    with Database.open(shared_address) as database:
        database.alter(old)
        database.graphql('mutation { addFilm(input: [{title: "Alien"}]) { numUids } }')
        assert all_do([worker], [ask]) != [[json.dumps(expected)]]
        database.alter(new + " type Genre { name: String }")
        assert all_do([worker], [ask]) == [[json.dumps(expected)]]
        database.drop_all()
        [refused] = all_do([worker], [ask])
        assert "NO_SCHEMA" in refused[0]


def test_of_equal_keys_from_several_processes_exactly_one_is_added(shared_address: str, start: Start) -> None:
    with Database.open(shared_address) as database:
        database.alter("type City { name: String! @id  twin: City @hasInverse(field: twin) }")
        keys = [f"city {number}" for number in range(25)]
        add = "mutation ($key: String!) { addCity(input: [{name: $key}]) { numUids } }"
        answers = all_do(start(shared_address, 4), [{"do": "add", "query": add, "keys": keys}] * 4)
        for of_key in zip(*answers, strict=True):
            assert sorted("errors" in answer for answer in of_key) == [False, True, True, True]
            codes = {answer["errors"][0]["extensions"]["code"] for answer in of_key if "errors" in answer}
            assert codes == {"DUPLICATE_ID"}
        assert database.graphql("{ aggregateCity { count } }")["data"] == {"aggregateCity": {"count": 25}}
        check_invariants(database.storage)


def test_the_second_of_two_alters_hears_that_one_is_under_way(shared_address: str, start: Start) -> None:
    [worker] = start(shared_address, 1)
    with Database.open(shared_address) as database:
        worker.send({"do": "hold the alter lock"})
        assert worker.receive() == "held"
        for change in (lambda: database.alter("type A { a: String }"), database.drop_all, database.drop_data):
            with pytest.raises(StoreBusyError, match=r"^errIndexingInProgress\. Please retry"):
                change()
        worker.send({})
        assert worker.receive() == "given back"
        database.alter("type A { a: String }")


def test_an_alter_of_a_killed_process_holds_up_nobody(shared_address: str, start: Start) -> None:
    [worker] = start(shared_address, 1)
    worker.send({"do": "hold the alter lock"})
    assert worker.receive() == "held"
    worker.end()
    with Database.open(shared_address) as database:
        database.alter("type A { a: String }")


def test_two_threads_of_one_process_do_not_alter_at_once(database: Database) -> None:
    with (
        database.storage.alter_lock(),
        pytest.raises(StoreBusyError, match="errIndexingInProgress"),
    ):
        database.alter("type A { a: String }")
    database.alter("type A { a: String }")


def test_who_starts_waits_for_the_schema_change_of_another(shared_address: str) -> None:
    with Database.open(shared_address) as database, Database.open(shared_address) as other:
        with ThreadPoolExecutor(1) as pool:
            with other.storage.alter_lock():
                waiting = pool.submit(database.alter, "type Late { a: String }", waits=True)
                with pytest.raises(TimeoutError):
                    waiting.result(0.3)
            waiting.result(20)
        assert "type Late" in database.schema_text()
