"""What the specification says of documents, where graphql-core alone does not see to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.engine.requests import Answer, GraphqlRequest
from graphwright.model.caller import anonymous

schema = """
type P @withSubscription { id: ID!  name: String! @id  key: String! @search(by: [hash])  friends: [P]  boss: P }
"""


@pytest.fixture(scope="module")
def people() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        database.alter(schema)
        database.graphql('mutation { addP(input: [{name: "a", key: "k", boss: {name: "b", key: "l"}}]) { numUids } }')
        yield database


def send(database: Database, text: str, variables: dict[str, Any] | None = None) -> Answer:
    request = GraphqlRequest(query=text, variables=variables)
    return database.answer_at_once(request, anonymous) or asyncio.run(database.execute_graphql(request, anonymous))


def errors(database: Database, text: str, variables: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """(code, line, column, path) of each."""
    found = database.graphql(text, variables)["errors"]
    return [
        (e["extensions"]["code"], *(e["locations"][0].values() if "locations" in e else (None, None)), e.get("path"))
        for e in found
    ]


def test_failed_fields_say_where_they_stand_in_this_very_text(people: Database) -> None:
    for pad in ("", " # longer\n  "):
        text = f'{{ queryP(filter: {{key: {{eq: "{pad.strip()}"}}}}) {{ name }}{pad} b: getP(id: "zz") {{ name }} }}'
        [(code, line, column, path)] = errors(people, text)
        before = text[: text.index("b: getP")]
        assert (code, path) == ("BAD_USER_INPUT", ["b"])
        assert (line, column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_a_missing_required_value_is_placed_through_aliases_and_fragments(people: Database) -> None:
    people.alter(schema.replace("boss: P", "boss: P  must: Int!"), allow_unsafe=True)
    text = "query {\n  all: queryP(order: {asc: name}) { ...f }\n}\nfragment f on P {\n  chief: boss { m: must }\n}"
    assert errors(people, text) == [("NON_NULL_VIOLATED", 5, 17, ["all", 0, "chief", "m"])]
    mutation = (
        'mutation {\n  addP(input: [{name: "c", key: "k", must: 1}, {name: "c", key: "k", must: 1}]) { numUids }\n}'
    )
    assert errors(people, mutation)[0][1:] == (2, 3, ["addP"])
    people.alter(schema)


def test_introspection_of_one_text_is_not_answered_with_that_of_another(people: Database) -> None:
    for name in ("P", "PFilter", "Nope", "P"):
        answer = people.graphql(f'{{ __type(name: "{name}") {{ name }} aggregateP {{ count }} }}')
        assert answer["data"]["__type"] == (None if name == "Nope" else {"name": name})
    named = "query ($n: String!) { __type(name: $n) { kind } }"
    assert people.graphql(named, {"n": "PFilter"})["data"] == {"__type": {"kind": "INPUT_OBJECT"}}
    assert people.graphql(named, {"n": "P"})["data"] == {"__type": {"kind": "OBJECT"}}
    for number in range(limits.introspection_cache_entries_max + 1):  # what is forgotten is answered anew
        assert people.graphql(f'{{ t{number}: __type(name: "P") {{ kind }} }}')["data"] == {
            f"t{number}": {"kind": "OBJECT"}
        }
    assert people.graphql(named, {"n": "P"})["data"] == {"__type": {"kind": "OBJECT"}}
    people.alter(schema + "type Nope { a: Int }")
    assert people.graphql('{ __type(name: "Nope") { name } }')["data"] == {"__type": {"name": "Nope"}}
    people.alter(schema)


def test_a_subscription_sent_as_a_request_is_answered_once(people: Database) -> None:
    text = 'subscription { queryP(filter: {key: {eq: "k"}}) { name } }'
    for _ in range(2):
        assert people.graphql(text) == {"data": {"queryP": [{"name": "a"}]}}
    [error] = people.graphql("subscription { a: queryP { name } b: queryP { name } }")["errors"]
    assert error["extensions"]["code"] == "VALIDATION_FAILED"


def test_root_fields_obey_skip_and_include(people: Database) -> None:
    text = (
        "query ($y: Boolean!) { a: aggregateP @include(if: $y) { count } ...f @skip(if: $y) } "
        "fragment f on Query { b: __typename }"
    )
    assert people.graphql(text, {"y": True}) == {"data": {"a": {"count": 2}}}
    assert people.graphql(text, {"y": False}) == {"data": {"b": "Query"}}
    left_out = 'mutation { addP(input: [{name: "z", key: "k"}]) @skip(if: true) { numUids } }'
    assert people.graphql(left_out) == {"data": {}}
    assert people.graphql("{ aggregateP { count } }") == {"data": {"aggregateP": {"count": 2}}}


def test_cache_control_gives_the_age_of_answers_without_errors(people: Database) -> None:
    text = "query @cacheControl(maxAge: 15) { aggregateP { count } }"
    assert [send(people, text).cache_s for _ in range(3)] == [15, 15, 15]
    by_variable = "query ($s: Int! = 7) @cacheControl(maxAge: $s) { aggregateP { count } }"
    assert [send(people, by_variable, v).cache_s for v in (None, {"s": 3}, {"s": -3})] == [7, 3, None]
    assert send(people, "{ aggregateP { count } }").cache_s is None
    assert send(people, 'query @cacheControl(maxAge: 15) { getP(id: "zz") { name } }').cache_s is None


def test_fragments_that_call_one_another_twice_cost_no_more_than_once(people: Database) -> None:
    depth = limits.query_depth_max - 2
    text = "{ queryP { ...f0 } }" + "".join(
        f" fragment f{n} on P {{ boss {{ ...f{n + 1} }} boss {{ name ...f{n + 1} }} }}" for n in range(depth)
    )
    answer = people.graphql(text + f" fragment f{depth} on P {{ name }}")
    assert answer["data"]["queryP"][0]["boss"]["name"] == "b"


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        ("field_comparisons_max", "{ queryP { " + "name " * 2_000 + "} }"),
        (
            "introspection_lists_max",
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        ),
    ],
)
def test_a_document_too_costly_to_check_names_the_bound(people: Database, bound: str, text: str) -> None:
    [error] = people.graphql(text)["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert f"({bound})" in error["message"]


def test_introspection_as_deep_as_the_bound_is_answered(people: Database) -> None:
    text = "{ __schema { types { fields { type { fields { name } } } } } }"
    assert "errors" not in people.graphql(text)


def test_only_so_many_errors_are_listed(people: Database) -> None:
    found = people.graphql("{ queryP { " + " ".join(f"x{n}" for n in range(30)) + " } }")["errors"]
    assert len(found) == limits.validation_errors_max + 1
    assert {error["extensions"]["code"] for error in found[:-1]} == {"VALIDATION_FAILED"}
    assert f"first {limits.validation_errors_max}" in found[-1]["message"]
    assert "(validation_errors_max)" in found[-1]["message"]


def test_our_bounds_are_those_that_graphql_core_keeps() -> None:
    from graphql.validation.rules import max_introspection_depth_rule, overlapping_fields_can_be_merged  # noqa: PLC0415

    assert limits.field_comparisons_max == overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET
    assert limits.introspection_lists_max + 1 == max_introspection_depth_rule.MAX_LIST_DEPTH


wrong_literals = ['"\\x"', '"\\u12"', '"\\ud83d"', '"\\ude00 "', '"\\', '"a', "01", "-", "1.", "1e", "1a", ".5", '"""']


@pytest.mark.parametrize("wrong", wrong_literals)
def test_a_wrong_literal_is_refused_whatever_was_asked_before(people: Database, wrong: str) -> None:
    text = "{{ queryP(first: 1, filter: {{key: {{eq: {}}}}}) {{ name }} }}"
    for right in (r'"a"', r'"\u0061"', r'"\ud83d\ude00"', r'"\u{1f600}"', '"""a"""'):
        assert "errors" not in people.graphql(text.format(right))
    if not wrong.startswith('"'):
        text = text.replace("first: 1", "first: {}").replace("eq: {}", 'eq: "a"')
        assert "errors" not in people.graphql(text.format("1"))
    [(code, line, _, _)] = errors(people, text.format(wrong))
    assert (code, line) == ("PARSE_FAILED", 1)


def test_a_literal_that_stays_in_the_text_keeps_the_ones_around_it_apart(people: Database) -> None:
    for key, found in (("k", [{"name": "a"}]), ("l", [{"name": "b"}])):
        text = f'{{ queryP(filter: {{name: {{in: ["\\u{{61}}", "b"]}}, key: {{eq: "{key}"}}}}) {{ name }} }}'
        assert people.graphql(text) == {"data": {"queryP": found}}


@pytest.mark.parametrize("text", ["{ }", "{ queryP { } }", "{ queryP { boss { } name } }", "mutation { }"])
def test_a_selection_has_fields(people: Database, text: str) -> None:
    assert people.graphql(text)["errors"][0]["extensions"]["code"] in {"PARSE_FAILED", "VALIDATION_FAILED"}
