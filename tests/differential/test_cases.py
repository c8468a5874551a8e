"""The engine against the naive evaluator of `tests/reference`: the same answers to random requests on random data.

GRAPHWRIGHT_TEST_CASES says how many cases, each a schema and about 25 requests: 60 unless it is set (1,500 triples of
schema, data and request; 0.8 s each), 500 where CI is set. GRAPHWRIGHT_TEST_FIRST_SEED says where the seeds begin.
A failure prints its seed and a case that can be pasted into a test; `pytest tests/differential --seed N` runs it again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from graphwright import Database
from tests.reference import Case, Difference, first_difference, generate_case, shortened
from tests.storages import store_addresses
from tests.stores import check_invariants

cases_count: Final = int(os.environ.get("GRAPHWRIGHT_TEST_CASES", "500" if os.environ.get("CI") else "60"))
first_seed: Final = int(os.environ.get("GRAPHWRIGHT_TEST_FIRST_SEED", "0"))
_chunks: Final = 20


def _seeds(chunk: int) -> range:
    return range(first_seed + chunk, first_seed + cases_count, _chunks)


def difference_on(address: str, case: Case) -> Difference | None:
    """What a fresh store answers differently from the evaluator."""
    with Database.open(address) as database:
        database.drop_all()
        database.alter(case.sdl)

        def graphql(query: str, variables: dict[str, Any]) -> Any:
            return database.graphql(query, variables)

        difference = first_difference(case, graphql)
        check_invariants(database.storage)
        return difference


def assert_agreement(address: str, seed: int, *, has_tests: bool = True) -> None:
    case = generate_case(seed, has_tests=has_tests)
    difference = difference_on(address, case)
    if difference is not None:
        short = shortened(case, lambda shorter: difference_on(address, shorter) is not None)
        again = difference_on(address, short) or difference
        pytest.fail(f"seed {seed}; run it again: pytest tests/differential --seed {seed}\n\n{again.describe()}")


@pytest.mark.parametrize("chunk", range(_chunks))
def test_sqlite_agrees_with_the_evaluator(chunk: int, request: pytest.FixtureRequest) -> None:
    seed = request.config.getoption("--seed", default=None)
    for each in _seeds(chunk) if seed is None else [seed] if chunk == 0 else []:
        assert_agreement(":memory:", each)


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[str]:
    yield from store_addresses("postgres", tmp_path)


@pytest.mark.parametrize("chunk", range(4))
def test_postgres_agrees_with_the_evaluator(chunk: int, request: pytest.FixtureRequest, postgres: str) -> None:
    """A tenth of the cases: the answers' meaning is in the plans, which are shared; here it is about the dialect."""
    seed = request.config.getoption("--seed", default=None)
    for each in list(_seeds(chunk))[: max(1, cases_count // 30)] if seed is None else [seed] if chunk == 0 else []:
        assert_agreement(postgres, each)
