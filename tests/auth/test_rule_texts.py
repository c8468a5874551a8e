"""What rules may say, and what is refused for everybody."""

from __future__ import annotations

import pytest

import graphwright
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, trusted


def test_mutations_that_the_lambda_server_would_hear_of_are_refused_for_everybody() -> None:
    with graphwright.Database.open(":memory:", lambda_url="http://127.0.0.1:1/") as database:
        database.alter("type A @lambdaOnMutate(add: true) { id: ID! x: Int y: Int @lambda }")
        for query in ("mutation { addA(input: {x: 1}) { numUids } }", "{ queryA { x y } }"):
            [error] = database.graphql(query, caller=trusted)["errors"]
            assert error["extensions"]["code"] == "NOT_SUPPORTED_YET"
            assert "lambda" in error["message"]
        assert database.graphql("mutation { deleteA(filter: {}) { numUids } }", caller=trusted)["data"]


@pytest.mark.parametrize("operation", ["query", "add", "update", "updateAfter", "delete", "password"])
@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("query {", "no GraphQL query"),
        ("query { queryB { y } }", "asks queryA"),
        ("query { queryA { nope } }", "nope"),
        ("{$R: {gt: 1}}", "one operator"),
        ('{$R: {eq: 1, in: ["b"]}}', "one operator"),
        ('{$R: {regexp: "(["}}', "cannot be read"),
        ('{$R: {in: "a"}}', "takes a list"),
    ],
)
def test_every_rule_is_compiled(operation: str, rule: str, says: str) -> None:
    quoted = rule.replace('"', '\\"')
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList) as refused:
        database.alter(f'type A @auth({operation}: {{ rule: "{quoted}" }}) {{ id: ID! x: Int }}\ntype B {{ y: Int }}')
    [error] = refused.value.errors
    assert says in error.message
    assert error.line == 1


def test_a_role_can_match_a_regular_expression() -> None:
    with graphwright.open(":memory:") as database:
        database.alter('type A @auth(query: { rule: "{$ROLE: {regexp: \\"^ed.*r$\\"}}" }) { x: Int }')
        database.graphql("mutation { addA(input: {x: 1}) { numUids } }")
        for role, found in (("editor", [{"x": 1}]), ("reader", []), (["reader", "editor"], [{"x": 1}]), (3, [])):
            answer = database.graphql("{ queryA { x } }", caller=Caller(claims={"ROLE": role}))
            assert answer["data"] == {"queryA": found}
