"""`@transaction` and `@dryRun`, which the reference has not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.database import Database

SCHEMA = "type Film { id: ID! title: String! @id  year: Int }"
FIRST = 'first: addFilm(input: {title: "Alien", year: 1979}) { numUids film { title } }'
SECOND = 'second: updateFilm(input: {filter: {title: {eq: "Alien"}}, set: {year: 1}}) { film { title year } }'
CLASH = 'clash: addFilm(input: {title: "Alien"}) { numUids }'
LAST = 'last: addFilm(input: {title: "Heat"}) { numUids }'


@pytest.fixture
def database() -> Iterator[Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        yield opened


def titles(database: Database) -> list[str]:
    return sorted(film["title"] for film in database.graphql("{ queryFilm { title } }")["data"]["queryFilm"])


def test_later_mutations_see_what_earlier_ones_wrote(database: Database) -> None:
    answer = database.graphql(f"mutation @transaction {{ {FIRST} __typename {SECOND} }}")
    assert answer == {
        "data": {
            "first": {"numUids": 1, "film": [{"title": "Alien"}]},
            "__typename": "Mutation",
            "second": {"film": [{"title": "Alien", "year": 1}]},
        }
    }
    assert titles(database) == ["Alien"]


def test_one_that_fails_undoes_all(database: Database) -> None:
    answer = database.graphql(f"mutation @transaction {{ {FIRST} {CLASH} {LAST} }}")
    assert answer["data"] == {"first": None, "clash": None, "last": None}
    codes = {error["path"][0]: error["extensions"]["code"] for error in answer["errors"]}
    assert codes["first"] == codes["last"] == "NOT_EXECUTED"
    assert codes["clash"] != "NOT_EXECUTED"
    assert titles(database) == []
    # Without the directive the first one stays.
    database.graphql(f"mutation {{ {FIRST} {CLASH} {LAST} }}")
    assert titles(database) == ["Alien"]


def test_a_dry_run_answers_and_changes_nothing(database: Database) -> None:
    text = f"mutation @dryRun {{ {FIRST} {SECOND} }}"
    wet = f"mutation @transaction {{ {FIRST} {SECOND} }}"
    first, second = database.graphql(text), database.graphql(text)
    assert titles(database) == []
    assert first == second == database.graphql(wet)
    failing = database.graphql(f"mutation @dryRun {{ {LAST} {CLASH} }}")
    assert failing["data"] == {"last": None, "clash": None}
    assert titles(database) == ["Alien"]


def test_more_new_nodes_than_a_lease_has(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "uid_lease_uids", 3)
    adds = " ".join(
        f'a{number}: addFilm(input: [{{title: "{number}a"}}, {{title: "{number}b"}}]) {{ numUids }}'
        for number in range(5)
    )
    answer = database.graphql(f"mutation @transaction {{ {adds} }}")
    assert "errors" not in answer
    assert len(titles(database)) == 10


def test_an_operation_that_writes_nothing(database: Database) -> None:
    for directive in ("@transaction", "@dryRun"):
        assert database.graphql(f"mutation {directive} {{ __typename }}") == {"data": {"__typename": "Mutation"}}


def test_others_write_meanwhile(database: Database) -> None:
    """Jobs that commit together are undone apart."""

    async def all_at_once() -> list[dict[str, Any]]:
        texts = [
            f"mutation @transaction {{ {FIRST} {CLASH} }}",
            'mutation { addFilm(input: {title: "M"}) { numUids } }',
            f"mutation @dryRun {{ {LAST} }}",
            'mutation @transaction { x: addFilm(input: {title: "X"}) { numUids } __typename }',
        ]
        return await asyncio.gather(*(database.graphql_async(text) for text in texts))

    answers = asyncio.run(all_at_once())
    assert "errors" in answers[0]
    assert all("errors" not in answer for answer in answers[1:])
    assert titles(database) == ["M", "X"]


def test_they_are_for_mutations_and_not_for_strict_mode() -> None:
    with Database.open(":memory:", is_strict=True) as strict, graphwright.open(":memory:") as own:
        for database in (strict, own):
            database.alter(SCHEMA)
        assert "errors" in strict.graphql(f"mutation @transaction {{ {FIRST} }}")
        assert "errors" in own.graphql("query @transaction { queryFilm { title } }")
