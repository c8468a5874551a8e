"""Random queries against the evaluator of `naive.py`: what is answered does not hang on how it is answered."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from random import Random
from typing import Any, Final

import orjson
import pytest

import graphwright
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from tests.dql.generated_queries import SCHEMA, Queries, rdf, world
from tests.dql.naive import Evaluation, World, written

WORLDS: Final = 3
QUERIES: Final = int(os.environ.get("GRAPHWRIGHT_TEST_DQL_QUERIES", "25"))
"""For each world."""
FIRST: Final = int(os.environ.get("GRAPHWRIGHT_TEST_DQL_SEED", "1"))


@pytest.fixture(scope="module", params=range(FIRST, FIRST + WORLDS))
def filled(request: pytest.FixtureRequest, kind_of_stores: str) -> Iterator[tuple[int, World, graphwright.Database]]:
    assert kind_of_stores, "the store ends with the database that it is on"
    made = world(Random(request.param))
    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema=SCHEMA))
        # Uids must have been given out before they are named.
        given = "\n".join(f'_:n{number} <given> "x" .' for number in range(len(made.types)))
        for text in (given, rdf(made)):
            database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=text),), commits=True))
        yield request.param, made, database


def test_random_queries_are_answered_as_the_plain_evaluator_says(
    filled: tuple[int, World, graphwright.Database],
) -> None:
    seed, made, database = filled
    shown = 0
    for number in range(QUERIES):
        random = Random(f"{seed}/{number}")
        blocks = Queries(random, made).blocks()
        want = Evaluation(made).answer(blocks)
        text = written(random.sample(blocks, len(blocks)))
        answer = database.run_dql_blocking(DqlRequest(query=text, is_read_only=True))
        got = orjson.loads(answer.data or b"null")
        shown += sum(map(bool, want.values()))
        assert is_alike(want, got), f"seed {seed}/{number}:\n{text}\nexpected {want}\nanswered {got}"
    assert shown > QUERIES, "most queries show something"


def is_alike(want: Any, got: Any) -> bool:
    """Whether answers are the same, where groups and floats may differ in order and in the last digit."""
    match want, got:
        case bool(), _:
            return want is got
        case (int() | float(), int() | float()) if not isinstance(got, bool):
            return math.isclose(want, got, rel_tol=1e-9, abs_tol=1e-9)
        case {"@groupby": listed, **_none}, {"@groupby": found, **_others}:
            key = orjson.dumps
            return is_alike(sorted(map(_plain, listed), key=key), sorted(map(_plain, found), key=key))
        case dict(), dict():
            return want.keys() == got.keys() and all(is_alike(want[key], got[key]) for key in want)
        case list(), list():
            return len(want) == len(got) and all(is_alike(w, g) for w, g in zip(want, got, strict=True))
        case _:
            return bool(want == got)


def _plain(group: dict[str, Any]) -> dict[str, Any]:
    return {
        key: round(value, 6) + 0.0 if isinstance(value, int | float) and not isinstance(value, bool) else value
        for key, value in sorted(group.items())
    }
