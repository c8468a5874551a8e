"""`@auth(query:)`: every path by which data leaves, for callers with and without claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, anonymous, trusted

_schema = r"""
interface Owned @auth(
  query: { rule: "query($USER: String!) { queryOwned { owner(filter: {name: {eq: $USER}}) { name } } }" }
) {
  id: ID!
  owner: User
  title: String @search(by: [hash])
}
type Note implements Owned { text: String }
type Plan implements Owned @auth(query: { rule: "{$LEVEL: {in: [\"high\", \"top\"]}}" }) { secret: String }
type User @auth(query: { or: [
    { rule: "{$ROLE: {eq: \"ADMIN\"}}" },
    { rule: "query($USER: String!) { queryUser(filter: {name: {eq: $USER}}) { name } }" },
] }) {
  name: String! @id
  tasks: [Task] @hasInverse(field: by)
}
type Task @auth(query: { not: { rule: "{$BLOCKED: {eq: true}}" } }) { id: ID! what: String! @id by: User }
type Open { name: String! @id user: User tasks: [Task] }
"""
_data = """
mutation {
  addUser(input: [{name: "ann", tasks: [{what: "a1"}, {what: "a2"}]}, {name: "bob", tasks: [{what: "b1"}]}]) { numUids }
  addNote(input: [{title: "n-ann", owner: {name: "ann"}}, {title: "n-bob", owner: {name: "bob"}}]) { numUids }
  addPlan(input: [{title: "p-ann", owner: {name: "ann"}}]) { numUids }
  addOpen(input: [{name: "o", user: {name: "ann"}, tasks: [{what: "a1"}]}, {name: "p"}]) { numUids }
}
"""
ann = Caller(claims={"USER": "ann", "BLOCKED": False})


@pytest.fixture(scope="module")
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert "errors" not in database.graphql(_data)
        yield database


def ask(database: graphwright.Database, query: str, caller: Caller) -> Any:
    answer = database.graphql(query, caller=caller)
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.mark.parametrize(
    ("caller", "names"),
    [
        (trusted, ["ann", "bob"]),
        (anonymous, []),
        (ann, ["ann"]),
        (Caller(claims={"ROLE": "ADMIN"}), ["ann", "bob"]),
        (Caller(claims={"ROLE": "other"}), []),
        (Caller(claims={"ROLE": ["x", "ADMIN"]}), ["ann", "bob"]),
    ],
)
def test_roots_and_aggregates(database: graphwright.Database, caller: Caller, names: list[str]) -> None:
    data = ask(database, "{ queryUser(order: {asc: name}) { name } aggregateUser { count nameMax } }", caller)
    assert [user["name"] for user in data["queryUser"]] == names
    assert data["aggregateUser"] == ({"count": len(names), "nameMax": names[-1]} if names else None)


def test_get_finds_only_what_is_visible(database: graphwright.Database) -> None:
    query = '{ a: getUser(name: "ann") { name } b: getUser(name: "bob") { name } }'
    assert ask(database, query, ann) == {"a": {"name": "ann"}, "b": None}


def test_nested_fields_single_and_list(database: graphwright.Database) -> None:
    query = "{ queryOpen(order: {asc: name}) { user { name } tasks { what by { name } } tasksAggregate { count } } }"
    seen: Any = {
        "user": {"name": "ann"},
        "tasks": [{"what": "a1", "by": {"name": "ann"}}],
        "tasksAggregate": {"count": 1},
    }
    hidden: Any = {"user": None, "tasks": [], "tasksAggregate": {"count": 0}}
    assert ask(database, query, ann)["queryOpen"] == [seen, hidden]
    bob = Caller(claims={"USER": "bob", "BLOCKED": False})
    assert ask(database, query, bob)["queryOpen"][0] == {**seen, "user": None, "tasks": [{"what": "a1", "by": None}]}
    assert ask(database, query, anonymous)["queryOpen"] == [hidden, hidden]


def test_a_filter_does_not_tell_what_a_rule_hides(database: graphwright.Database) -> None:
    query = "{ queryOpen(filter: {has: tasks}) { name } }"
    assert ask(database, query, ann)["queryOpen"] == [{"name": "o"}]
    assert ask(database, query, Caller(claims={"BLOCKED": True}))["queryOpen"] == []


def test_not_of_a_missing_claim_is_unknown_and_denies(database: graphwright.Database) -> None:
    query = "{ aggregateTask { count } }"
    assert ask(database, query, anonymous) == {"aggregateTask": None}
    assert ask(database, query, Caller(claims={"BLOCKED": False}))["aggregateTask"]["count"] == 3


def test_through_an_interface_every_type_keeps_its_own_rule(database: graphwright.Database) -> None:
    query = "{ queryOwned(order: {asc: title}) { title } }"
    high = Caller(claims={"USER": "ann", "LEVEL": "high"})
    assert ask(database, query, ann)["queryOwned"] == [{"title": "n-ann"}]
    assert ask(database, query, high)["queryOwned"] == [{"title": "n-ann"}, {"title": "p-ann"}]
    assert ask(database, "{ queryPlan { title } }", ann)["queryPlan"] == []
    assert ask(database, "{ queryPlan { title } }", Caller(claims={"LEVEL": "top"}))["queryPlan"] == []


def test_a_payload_shows_only_what_is_visible(database: graphwright.Database) -> None:
    query = """mutation {
      updateTask(input: {filter: {what: {eq: "b1"}}, set: {by: {name: "bob"}}}) { numUids task { what by { name } } }
    }"""
    assert ask(database, query, ann) == {"updateTask": {"numUids": 1, "task": [{"what": "b1", "by": None}]}}


def test_one_plan_never_serves_two_kinds_of_callers(database: graphwright.Database) -> None:
    query = "{ queryUser(order: {asc: name}) { name } }"
    for _ in range(3):
        assert ask(database, query, anonymous)["queryUser"] == []
        assert len(ask(database, query, trusted)["queryUser"]) == 2
        assert len(ask(database, query, ann)["queryUser"]) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "query { queryOther { id } }",
        "query { queryThing { nope } }",
        "query($X: String!) { queryThing(filter: {id: $X}) { id } }",
        "{ not a rule }",
        "{$ROLE: {above: 3}}",
        "query {",
    ],
)
def test_a_broken_rule_is_refused_with_its_place(rule: str) -> None:
    thing = f'type Thing @auth(query: {{ rule: "{rule}" }}) {{ id: ID! name: String }}'
    text = thing + "\ntype Other { id: ID! name: String }"
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList) as caught:
        database.alter(text)
    assert [(error.line, error.code) for error in caught.value.errors] == [(1, "SCHEMA_INVALID")]


def test_closed_by_default_lets_only_valid_tokens_in() -> None:
    settings = (
        '# Dgraph.Authorization {"VerificationKey":"0123456789abcdef0123456789abcdef","Header":"X-Auth",'
        '"Namespace":"n","Algo":"HS256","ClosedByDefault":true}'
    )
    with graphwright.open(":memory:") as database:
        database.alter("type Thing { id: ID! name: String }\n" + settings)
        query = "{ queryThing { name } aggregateThing { count } __typename }"
        refused = database.graphql(query, caller=anonymous)
        assert refused["data"] == {"queryThing": [], "aggregateThing": None, "__typename": "Query"}
        assert [error["path"] for error in refused["errors"]] == [["queryThing"], ["aggregateThing"]]
        written = database.graphql('mutation { addThing(input: [{name: "x"}]) { numUids } }', caller=anonymous)
        assert written["data"] == {"addThing": None}
        for caller in (trusted, Caller(claims={"sub": "somebody"})):
            assert ask(database, query, caller)["aggregateThing"] == {"count": 0}


def test_callers_beyond_callers_remembered_max_are_told_apart_too(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "callers_remembered_max", 2)
    for name in ("ann", "bob", "cal", "ann"):
        found = ask(database, "{ queryUser { name } }", Caller(claims={"USER": name}))["queryUser"]
        assert found == ([] if name == "cal" else [{"name": name}])
