"""Suite 52: schemas are refused and accepted as recorded, as far as this version goes."""

from __future__ import annotations

from typing import Any, Final

import pytest

from graphwright.errors import ErrorList, GraphwrightError, NotSupportedYet
from graphwright.schema.compile import compile_schema

from .corpus import load_suite, needs_corpus

pytestmark = needs_corpus

SENSIBLY_REFUSED: Final = {
    "a schema block",
    "an own directive",
    "field arguments",
    "a name with dgraph prefix",
    "one predicate twice in a type",
}
"""Accepted by the reference although it cannot work (`reference_bug`); refused here."""

LEFT_TO_AUTH: Final = {
    "auth with a broken rule",
    "auth with a rule on another type",
    "auth with an unknown field in the rule",
    "auth with two queries in a rule",
    "auth with a get query",
    "auth with a mutation",
    "auth with an unknown variable",
    "auth with RBAC of two operators",
    "auth with RBAC of an unknown operator",
    "auth with RBAC of a bad regexp",
    "auth with RBAC in without a list",
}
"""The text of a rule is refused where it is compiled, in the room `auth`."""


def cases() -> list[dict[str, Any]]:
    return [case for case in load_suite("52_schema_errors")["cases"] if case["name"] not in LEFT_TO_AUTH]


def found_in(text: str) -> list[GraphwrightError]:
    try:
        compile_schema(text)
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
        assert all(isinstance(error, NotSupportedYet) for error in found), "only what comes later may be refused"


def test_the_lists_name_only_cases_that_exist() -> None:
    names = {case["name"] for case in load_suite("52_schema_errors")["cases"]}
    assert names >= SENSIBLY_REFUSED | LEFT_TO_AUTH


ANOTHER_LINE: Final = {
    "an object field of an input type",  # the input type is what is not there yet
    "a remote type in a stored type",  # @remote is what is not there yet
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
