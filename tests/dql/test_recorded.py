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

from .recorded import CORPUS, cases, is_same, open_store

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"THE CONFORMANCE CORPUS IS MISSING: {CORPUS} (nothing of it was checked)"
)

DIFFERENT: Final = {
    "any_language_fallback": "of several languages '.' takes the first by its tag, the reference any",
    "preference_then_any": "of several languages '.' takes the first by its tag, the reference any",
    "order_lang": "tagged values are ordered by bytes, in the reference by the language's rules",
    "eq_sha256_index": "there is no index sha256, which looks at the first 64 characters only",
    "eq_sha256_index_short_argument": "there is no index sha256, which finds no shorter values",
}
"""Cases on the thin path whose answers are others here, and why."""

LATER: Final = re.compile(r"\b(mass|loc|area|spot|vec|cosvec|dotvec|rawvec|secret)\b")
"""Predicates of kinds that this version has not: their data are not in the store."""


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with open_store() as database:
        yield database


def test_every_recorded_query_is_answered_alike_or_refused(store: graphwright.Database) -> None:
    verdicts: Counter[str] = Counter()
    different: set[str] = set()
    for file, case in cases():
        if "params" in case or "reference_bug" in case or LATER.search(case["query"]):
            continue
        verdict = judge(case, store.dql(case["query"], case.get("vars")))
        verdicts[verdict] += 1
        if verdict == "different":
            different.add(case["name"])
            assert case["name"] in DIFFERENT, f"{file}/{case['name']}"
    assert different == DIFFERENT.keys()
    assert verdicts["same"] >= 190
    assert verdicts["error"] >= 100


def judge(case: dict[str, Any], answer: dict[str, Any]) -> str:
    errors = answer.get("errors", [])
    if "expect_error" in case:
        return "error" if errors else "different"
    if errors:
        return "refused" if errors[0]["extensions"]["code"] == "NOT_SUPPORTED_YET" else "different"
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
