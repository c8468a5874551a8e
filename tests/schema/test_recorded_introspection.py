"""Every recorded introspection is answered the same, descriptions apart.

`[]` in the recordings is null in the specification. What belongs to later versions is listed
and is the only difference.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from graphql import execute_sync, parse, validate

from .corpus import generated, load_suite, needs_corpus

pytestmark = needs_corpus

SUITES: Final = ("11_filters", "20_ids", "30_interfaces_unions", "33_documents")
LATER: Final = {
    "introspection with a variable and data": "it also asks for data",
    "the introspection query of client tools": "all of it, see below",
    "introspection fields of newer specifications": "refused in strict mode, see below",
}
LISTS: Final = ("fields", "inputFields", "interfaces", "enumValues", "possibleTypes")


def cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (suite, case)
        for suite in SUITES
        for case in load_suite(suite)["cases"]
        if "__type(" in (text := case.get("request", {}).get("query", "")) or "__schema" in text
    ]


def comparable(value: Any, *, key: str = "", any_order: bool = True) -> Any:
    if isinstance(value, dict):
        return {k: comparable(v, key=k, any_order=any_order) for k, v in value.items() if k != "description"}
    if isinstance(value, list):
        if not value and key in LISTS:
            return None
        items = [comparable(item, any_order=any_order) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True)) if any_order else items
    return value


def answer(suite: str, request: dict[str, Any]) -> Any:
    document = parse(request["query"])
    assert validate(generated(suite), document) == []
    result = execute_sync(generated(suite), document, variable_values=request.get("variables"))
    assert result.errors is None
    return result.data


@pytest.mark.parametrize(
    ("suite", "case"),
    [pytest.param(*case, id=case[1]["name"]) for case in cases() if case[1]["name"] not in LATER],
)
def test_introspection_is_answered_as_recorded(suite: str, case: dict[str, Any]) -> None:
    any_order = (case.get("order") or load_suite(suite).get("order")) == "any"
    ours, recorded = answer(suite, case["request"]), case["expect"]["data"]
    assert comparable(ours, any_order=any_order) == comparable(recorded, any_order=any_order)


def test_the_introspection_of_client_tools_is_answered_as_recorded() -> None:
    """Names, types and the order of members exactly; types and directives come in no defined order."""
    case = next(case for _, case in cases() if case["name"] == "the introspection query of client tools")
    ours, recorded = (
        comparable(answer("33_documents", case["request"]), any_order=False)["__schema"],
        comparable(case["expect"]["data"], any_order=False)["__schema"],
    )
    for member in ("types", "directives"):
        our_members, recorded_members = ({one["name"]: one for one in s.pop(member)} for s in (ours, recorded))
        assert our_members.keys() == recorded_members.keys()
        for name, one in recorded_members.items():
            assert our_members[name] == one
    assert ours == recorded


def test_fields_of_newer_specifications_are_unknown_in_strict_mode_only() -> None:
    case = next(case for _, case in cases() if case["name"] == "introspection fields of newer specifications")
    document = parse(case["request"]["query"])
    assert len(validate(generated("33_documents"), document)) == len(case["expect"]["errors"])


def test_a_list_of_later_features_names_only_cases_that_exist() -> None:
    assert {case["name"] for _, case in cases()} >= LATER.keys()
