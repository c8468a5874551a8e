"""What a rule governs that cannot be checked yet is refused on every way there, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, trusted

_rule = '{ rule: "{$ROLE: {eq: \\"ADMIN\\"}}" }'
_schema = f"""
type Safe @auth(add: {_rule}, update: {_rule}, delete: {_rule}) {{ name: String! @id n: Int open: Open }}
type Guarded @auth(password: {_rule}) @secret(field: "pin") {{ name: String! @id x: Int }}
interface Being @auth(delete: {_rule}) {{ label: String! @id }}
type Person implements Being {{ age: Int }}
type Open {{ name: String! @id safes: [Safe] @hasInverse(field: open) x: Int @search }}
"""
admin = Caller(claims={"ROLE": "ADMIN"})


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        made = database.graphql(
            'mutation { addSafe(input: {name: "s", n: 1}) { numUids } addOpen(input: {name: "o"}) { numUids } '
            'addPerson(input: {label: "p"}) { numUids } addGuarded(input: {name: "g", pin: "123456"}) { numUids } }',
            caller=trusted,
        )
        assert "errors" not in made
        yield database


def everything(database: graphwright.Database) -> Any:
    return database.graphql("{ querySafe { name n open { name } } queryOpen { name x } queryBeing { label } }")["data"]


@pytest.mark.parametrize("caller", [Caller(), admin], ids=["nobody", "somebody who would pass"])
@pytest.mark.parametrize(
    "operation",
    [
        'addSafe(input: {name: "t"}) { numUids }',
        'addSafe(input: {name: "s", n: 2}, upsert: true) { numUids }',
        "updateSafe(input: {filter: {}, set: {n: 2}}) { numUids }",
        "deleteSafe(filter: {}) { numUids }",
        'addOpen(input: {name: "q", safes: [{name: "t"}]}) { numUids }',
        'addOpen(input: {name: "o", x: 1, safes: [{name: "t"}]}, upsert: true) { numUids }',
        'updateOpen(input: {filter: {}, set: {x: 1, safes: [{name: "t"}]}}) { numUids }',
        "deletePerson(filter: {}) { numUids }",
        "deleteBeing(filter: {}) { numUids }",
    ],
)
def test_a_governed_mutation_is_refused(database: graphwright.Database, operation: str, caller: Caller) -> None:
    before = everything(database)
    [error] = database.graphql(f"mutation {{ {operation} }}", caller=caller)["errors"]
    assert error["extensions"]["code"] == "NOT_SUPPORTED_YET"
    assert everything(database) == before


@pytest.mark.parametrize(
    "operation",
    [
        'addOpen(input: {name: "q", safes: [{name: "s"}]}) { numUids }',
        'addPerson(input: {label: "r", age: 3}) { numUids }',
        'updateOpen(input: {filter: {}, set: {x: 1, safes: [{name: "s"}]}}) { numUids }',
    ],
)
def test_what_no_rule_governs_runs(database: graphwright.Database, operation: str) -> None:
    assert "errors" not in database.graphql(f"mutation {{ {operation} }}", caller=Caller())


def test_trusted_callers_pass(database: graphwright.Database) -> None:
    assert "errors" not in database.graphql("mutation { deleteSafe(filter: {}) { numUids } }", caller=trusted)


def test_a_password_with_a_rule_is_not_checked(database: graphwright.Database) -> None:
    query = '{ checkGuardedPassword(name: "g", pin: "123456") { name } }'
    [error] = database.graphql(query, caller=Caller())["errors"]
    assert error["extensions"]["code"] == "NOT_SUPPORTED_YET"
    assert database.graphql(query, caller=trusted)["data"] == {"checkGuardedPassword": {"name": "g"}}


def test_mutations_that_the_lambda_server_would_hear_of_are_refused_for_everybody() -> None:
    with graphwright.Database.open(":memory:", lambda_url="http://127.0.0.1:1/") as database:
        database.alter("type A @lambdaOnMutate(add: true) { id: ID! x: Int y: Int @lambda }")
        for query in ("mutation { addA(input: {x: 1}) { numUids } }", "{ queryA { x y } }"):
            [error] = database.graphql(query, caller=trusted)["errors"]
            assert error["extensions"]["code"] == "NOT_SUPPORTED_YET"
            assert "lambda" in error["message"]
        assert database.graphql("mutation { deleteA(filter: {}) { numUids } }", caller=trusted)["data"]


@pytest.mark.parametrize("operation", ["query", "add", "update", "delete", "password"])
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
