"""DQL's answers against the recorded ones of the reference (`../shared/conformance`)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pytest
import yaml

import graphwright
from graphwright.errors import NotSupportedYet

from .recorded import CORPUS, ask, cases, is_same, open_store

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"THE CONFORMANCE CORPUS IS MISSING: {CORPUS} (nothing of it was checked)"
)

SELECTION: Final = frozenset(
    {
        "count",
        "errors_and_forms",
        "filters",
        "geo",
        "languages",
        "ordering",
        "pagination",
        "query_variables",
        "root_functions",
        "scalars_dates",
        "vectors_passwords",
    }
)
"""Files about what is asked of one selection."""


@pytest.fixture(scope="module")
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with open_store() as database:
        yield database


def test_every_recorded_query_about_one_selection_is_answered_alike(store: graphwright.Database) -> None:
    verdicts: Counter[str] = Counter()
    for file, case in cases():
        # Other forms of answers are the wire's own tests, and what looks into variables has its own too.
        if file not in SELECTION or any(key in case for key in ("params", "reference_bug", "crashes_reference")):
            continue
        if "val(" in case["query"]:
            continue
        verdict = judge(case, ask(store, case["query"], case.get("vars")))
        verdicts[verdict] += 1
        assert not verdict.startswith("different"), f"{file}/{case['name']} is {verdict}"
    assert verdicts["same"] >= 330
    assert verdicts["error"] >= 90
    assert verdicts["refused"] <= 20, "what is beyond one selection is the business of others"


def test_what_kills_the_reference_is_an_error(store: graphwright.Database) -> None:
    fatal = [case for _, case in cases() if "crashes_reference" in case]
    assert fatal
    for case in fatal:
        assert "error" in ask(store, case["query"]), case["name"]


def judge(case: dict[str, Any], answer: dict[str, Any]) -> str:
    error = answer.get("error")
    if "expect_error" in case:
        return "different" if error is None else "error"
    if error is not None:
        return "refused" if isinstance(error, NotSupportedYet) else f"different: {error}"
    in_order = case.get("order", "exact") != "any"
    return "same" if is_same(json.loads(case["expect"]), answer["data"], in_order=in_order) else "different"


@pytest.mark.parametrize(("suite", "name"), [("21_inverse", "the stored edges"), ("10_scalars", "what is stored")])
def test_what_graphql_wrote_is_read_as_the_reference_stored_it(suite: str, name: str) -> None:
    recorded = yaml.safe_load((CORPUS.parent / "graphql" / "suites" / f"{suite}.yaml").read_text(encoding="utf-8"))
    case = next(case for case in recorded["cases"] if case["name"] == name)
    step = case["steps"][0]
    with graphwright.open(":memory:") as database:
        database.alter(re.sub(r"^.*: (Point|Polygon|MultiPolygon)$", "", recorded["schema"], flags=re.MULTILINE))
        for setup in recorded["setup"]:
            answer = database.graphql(setup["request"]["query"], setup["request"].get("variables"))
            assert "errors" not in answer
        answer = database.dql(step["request"]["body"])
    assert is_same(step["expect"]["data"], answer["data"], in_order=recorded.get("order") != "any")
