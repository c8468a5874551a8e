"""DQL's answers against the recorded ones of the reference (`../shared/conformance`)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pytest

import graphwright
from graphwright.errors import NotSupportedYet
from tests.yaml_files import read_yaml

from .recorded import CORPUS, ask, cases, facets_by_value, is_same, open_store

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"THE CONFORMANCE CORPUS IS MISSING: {CORPUS} (nothing of it was checked)"
)

OTHERWISE: Final = {"order_by_count_var_then_first"}
"""What ours answers otherwise though the reference's answer is no bug: docs/compatibility.md says why."""


@pytest.fixture(scope="module")
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with open_store() as database:
        yield database


def test_every_recorded_query_is_answered_alike(store: graphwright.Database) -> None:
    verdicts: Counter[str] = Counter()
    for file, case in cases():
        # Other forms of answers are the wire's own tests.
        if any(key in case for key in ("params", "reference_bug", "crashes_reference")):
            continue
        verdict = judge(case, ask(store, case["query"], case.get("vars")))
        if case["name"] in OTHERWISE:
            assert verdict == "different", f"{file}/{case['name']} is the same by now: take it out of the list"
            continue
        verdicts[verdict] += 1
        assert verdict in ("same", "error"), f"{file}/{case['name']} is {verdict}"
    assert verdicts["same"] >= 590
    assert verdicts["error"] >= 137


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
    want = json.loads(case["expect"])
    for ignored in case.get("ignore", ()):
        want.pop(ignored, None)
        answer["data"].pop(ignored, None)
    if "schema" in want:
        want, answer["data"] = _own(want), _own(answer["data"])
    got = answer["data"]
    if not in_order:
        want, got = facets_by_value(want), facets_by_value(got)
    return "same" if is_same(want, got, in_order=in_order) else "different"


def _own(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer about the schema without what the reference has for itself."""
    return {
        key: [each for each in listed if not str(each.get("predicate", each.get("name"))).startswith("dgraph.")]
        for key, listed in answer.items()
    }


@pytest.mark.parametrize(("suite", "name"), [("21_inverse", "the stored edges"), ("10_scalars", "what is stored")])
def test_what_graphql_wrote_is_read_as_the_reference_stored_it(suite: str, name: str) -> None:
    recorded = read_yaml(CORPUS.parent / "graphql" / "suites" / f"{suite}.yaml")
    case = next(case for case in recorded["cases"] if case["name"] == name)
    step = case["steps"][0]
    with graphwright.open(":memory:") as database:
        database.alter(re.sub(r"^.*: (Point|Polygon|MultiPolygon)$", "", recorded["schema"], flags=re.MULTILINE))
        for setup in recorded["setup"]:
            answer = database.graphql(setup["request"]["query"], setup["request"].get("variables"))
            assert "errors" not in answer
        answer = database.dql(step["request"]["body"])
    assert is_same(step["expect"]["data"], answer["data"], in_order=recorded.get("order") != "any")
