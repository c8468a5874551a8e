"""Every recorded request is valid or invalid against our generated schema as it was against the reference's."""

from __future__ import annotations

from typing import Any, Final

import pytest
from graphql import GraphQLError, GraphQLSchema, get_operation_ast, parse, validate
from graphql.execution.values import get_variable_values

from .corpus import generated, needs_corpus, steps

pytestmark = needs_corpus

SUITES: Final = (
    "10_scalars",
    "11_filters",
    "13_order_page_aggregate",
    "20_ids",
    "21_inverse",
    "30_interfaces_unions",
    "33_documents",
    "50_http",
)

GEO: Final = "geo types come later"
RUN: Final = "recorded without data, but refused when it runs"

LEFT_OUT: Final = {
    "10_scalars/add with only the required field": GEO,
    "10_scalars/geo values": GEO,
    "11_filters/hash in an empty list": RUN,
    "11_filters/regexp without slashes": RUN,
    "11_filters/int ge and lt in one object": RUN,
    "11_filters/datetime invalid": RUN,
    "11_filters/empty not": RUN,
    "13_order_page_aggregate/negative first with order": RUN,
    "30_interfaces_unions/union reference with two members": RUN,
    "30_interfaces_unions/union reference with no member": RUN,
    "33_documents/fragment on the query root": "the reference panics on a valid request",
    "33_documents/include on a root field": "the reference writes wrong JSON for a valid request",
    "33_documents/subscription over POST": "@withSubscription comes later",
    "50_http/PUT is refused": "the method is refused, not the document",
    "50_http/persisted query: the hash does not fit": "the hash is refused, not the document",
}


def requests() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (suite, name, step)
        for suite in SUITES
        for name, step in steps(suite)
        if "query" in step.get("request", {}) and step["request"].get("path", "/graphql").startswith("/graphql")
    ]


def is_refused(schema: GraphQLSchema, request: dict[str, Any]) -> bool:
    """Whether validation, the choice of the operation or the variables refuse a request."""
    try:
        document = parse(request["query"])
    except GraphQLError:
        return True
    if validate(schema, document):
        return True
    operation = get_operation_ast(document, request.get("operationName"))
    if operation is None:
        return True
    values = get_variable_values(schema, operation.variable_definitions or (), request.get("variables") or {})
    return isinstance(values, list)


@pytest.mark.parametrize("suite", SUITES)
def test_requests_are_valid_or_refused_as_recorded(suite: str) -> None:
    wrong = {}
    for of_suite, name, step in requests():
        if of_suite == suite and name not in LEFT_OUT:
            expected = step.get("expect", {})
            recorded = bool(expected.get("errors")) and not expected.get("data")
            if is_refused(generated(suite), step["request"]) is not recorded:
                wrong[name] = recorded
    assert wrong == {}


def test_nothing_is_left_out_in_vain() -> None:
    seen = {name for _, name, _ in requests()}
    assert LEFT_OUT.keys() <= seen
    assert len(seen) > 400
