"""Suite 52: schemas are refused and accepted as recorded."""

from __future__ import annotations

from typing import Any, Final

import pytest

from graphwright.engine.alter import check_schema
from graphwright.errors import ErrorList, GraphwrightError

from .corpus import load_suite, needs_corpus

pytestmark = needs_corpus

SENSIBLY_REFUSED: Final = {
    "a name with dgraph prefix",
    "one predicate twice in a type",
    "default of an unknown enum value",
    "default DateTime that is none",
    "generate with a wrong argument",
    "hnsw with a wrong metric",
}
"""Accepted by the reference although it cannot work (`reference_bug`); refused here."""


def cases() -> list[dict[str, Any]]:
    return list(load_suite("52_schema_errors")["cases"])


def found_in(text: str) -> list[GraphwrightError]:
    try:
        check_schema(text, is_strict=True)
    except ErrorList as errors:
        return errors.errors
    except GraphwrightError as error:
        return [error]
    return []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases()])
def test_a_schema_is_refused_or_accepted_as_recorded(case: dict[str, Any]) -> None:
    recorded = case["expect"].get("errors", [])
    is_accepted = any(error["message"] == "Schema is valid" for error in recorded)
    found = found_in(case["request"]["body"])
    for error in found:
        assert error.line is not None and error.column is not None, "each error has its place"
    if not is_accepted:
        assert found, "the reference refuses this"
    elif case["name"] in SENSIBLY_REFUSED:
        assert "reference_bug" in case
        assert found
    else:
        assert not found


def test_the_lists_name_only_cases_that_exist() -> None:
    names = {case["name"] for case in load_suite("52_schema_errors")["cases"]}
    assert names >= SENSIBLY_REFUSED


ANOTHER_LINE: Final = {
    "implements two interfaces with different fields",  # ours points to the type that has both
}


def test_errors_stand_in_the_line_that_the_reference_names() -> None:
    """Most messages of the reference begin `input:LINE:`."""
    others = set()
    for case in cases():
        lines = {
            int(message.split(":")[1])
            for error in case["expect"].get("errors", [])
            if (message := error["message"]).startswith("input:") and message.split(":")[1].isdigit()
        }
        found = found_in(case["request"]["body"])
        if lines and found and lines.isdisjoint(error.line for error in found):
            others.add(case["name"])
    assert others == ANOTHER_LINE
