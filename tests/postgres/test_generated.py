"""Generated schemas, data and requests: PostgreSQL answers what SQLite answers, step by step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest

import graphwright
from tests.reference import compare, generate_case, normalise, resolve


@pytest.mark.parametrize("seed", range(7_000, 7_008))
def test_both_databases_agree(seed: int, new_store: Callable[[], str]) -> None:
    case = generate_case(seed, has_tests=False)
    with closing(graphwright.open(":memory:")) as small, closing(graphwright.open(new_store())) as large:
        small.alter(case.sdl)
        large.alter(case.sdl)
        small_ids: dict[str, str] = {}
        large_ids: dict[str, str] = {}
        for number, step in enumerate(case.steps):
            asked = resolve(step, small_ids)
            expected = normalise(small.graphql(asked.query, asked.variables), small_ids)
            asked = resolve(step, large_ids)
            answer = normalise(large.graphql(asked.query, asked.variables), large_ids)
            assert compare(expected, answer) is None, case.describe(last=number)
