"""`@auth` on fields: what is hidden is null with an error, and nobody works it out by asking about it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, anonymous, trusted

_own = 'rule: "query($USER: String!) { queryPerson(filter: {name: {eq: $USER}}) { name } }"'
_role = 'rule: "{$ROLE: {eq: \\"HR\\"}}"'
_schema = f"""
interface Named {{
  name: String! @id
  nick: String @search(by: [hash]) @auth(query: {{ {_role} }})
}}
type Person implements Named {{
  salary: Int @search @auth(query: {{ or: [{{ {_own} }}, {{ {_role} }}] }}, add: {{ {_role} }}, update: {{ {_role} }})
  tags: [String] @search(by: [term]) @auth(query: {{ {_own} }}, update: {{ {_own} }})
  age: Int @search
  friends: [Person]
  boss: Person
}}
type Shadow {{ label: String @dgraph(pred: "Named.nick") @search(by: [hash]) of: Person }}
"""
_data = """mutation { addPerson(input: [
  {name: "ann", nick: "a", salary: 10, age: 1, tags: ["x"], friends: [{name: "bob"}], boss: {name: "bob"}}
  {name: "bob", salary: 20, age: 2, tags: ["y", "z"]}
]) { numUids } addShadow(input: {label: "s", of: {name: "bob"}}) { numUids } }"""
ann = Caller(claims={"USER": "ann"})
hr = Caller(claims={"ROLE": "HR"})


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        made = database.graphql(_data)
        assert "errors" not in made, made
        yield database


def told(answer: Any) -> list[Any]:
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
    return [error["path"] for error in answer["errors"]]


def test_what_is_hidden_is_null_with_an_error_at_each_place(database: graphwright.Database) -> None:
    query = """{ queryPerson(order: {asc: name}) { name salary tags friends { salary } boss { tags } } }"""
    for _ in range(2):  # the second one has a plan
        answer = asyncio.run(database.graphql_async(query, caller=ann))
        assert answer["data"]["queryPerson"] == [
            {"name": "ann", "salary": 10, "tags": ["x"], "friends": [{"salary": None}], "boss": {"tags": None}},
            {"name": "bob", "salary": None, "tags": None, "friends": [], "boss": None},
        ]
        places = [[0, "friends", 0, "salary"], [0, "boss", "tags"], [1, "salary"], [1, "tags"]]
        assert sorted(map(str, told(answer))) == sorted(str(["queryPerson", *place]) for place in places)
    assert "errors" not in database.graphql(query, caller=trusted)
    alone = database.graphql("{ queryPerson(order: {asc: name}) { salary } }", caller=hr)
    assert alone == {"data": {"queryPerson": [{"salary": 10}, {"salary": 20}]}}


def test_wherever_it_is_shown(database: graphwright.Database) -> None:
    for query in (
        "{ queryNamed(order: {asc: name}) { nick ... on Person { age } } }",
        "{ queryPersonConnection { edges { node { nick } } } }",
        "{ queryShadow { label } }",
        "{ queryNamed { ... on Person { salary } } }",
        '{ getPerson(name: "ann") { nick } }',
        "{ queryShadow { of { friends { nick } salary } } }",
        "mutation @dryRun { updatePerson(input: {filter: {}, set: {age: 3}}) { person { nick } } }",
        "mutation @dryRun { deletePerson(filter: {}) { person { nick } } }",
    ):
        answer = database.graphql(query, caller=ann)
        assert told(answer)
        assert '"a"' not in str(answer) and "'a'" not in str(answer) and "20" not in str(answer)
        assert "errors" not in database.graphql(query, caller=hr)
    # Hidden counts as missing.
    cascade = "{ queryPerson @cascade { name salary } }"
    assert database.graphql(cascade, caller=ann)["data"] == {"queryPerson": [{"name": "ann", "salary": 10}]}


@pytest.mark.parametrize(
    "query",
    [
        "queryPerson(filter: {salary: {ge: 15}}) { name }",
        "queryPerson(filter: {not: {has: salary}}) { name }",
        'queryPerson(filter: {tags: {anyofterms: "y"}}) { name }',
        'queryShadow(filter: {label: {eq: "a"}}) { of { name } }',
        'queryNamed(filter: {nick: {eq: "a"}}) { name }',
        "queryPerson(filter: {friends: {some: {salary: {ge: 1}}}}) { name }",
        "queryPerson(order: {desc: salary}) { name }",
        "queryPerson(order: {by: [{boss: {salary: DESC}}]}) { name }",
        "queryPersonConnection(order: {desc: salary}) { totalCount }",
        "aggregatePerson { salaryMax }",
        "queryPerson { friendsAggregate { salarySum } }",
        "groupByPerson(by: [{field: salary}]) { count }",
        "groupByPerson(by: [{field: age}]) { salaryAvg }",
        "groupByPerson(by: [{field: age}], having: {salaryMax: {ge: 1}}) { count }",
        "groupByPerson(by: [{field: age}], order: [{salaryMax: DESC}]) { count }",
        "groupByPerson(by: [{boss: {field: salary}}]) { count }",
        "groupByPerson(by: [{field: boss}]) { key { boss { salary } } }",
    ],
)
def test_nobody_asks_about_it(database: graphwright.Database, query: str) -> None:
    answer = database.graphql(f"{{ {query} }}", caller=ann)
    assert told(answer) == [[re.match(r"\w+", query)[0]]]  # type: ignore[index]
    assert answer.get("data") is None
    assert "errors" not in database.graphql(f"{{ {query} }}", caller=trusted)
    if "tags" not in query:
        assert "errors" not in database.graphql(f"{{ {query} }}", caller=hr)


def test_mutations_and_dql_do_not_ask_about_it_either(database: graphwright.Database) -> None:
    for query in (
        "mutation { updatePerson(input: {filter: {salary: {ge: 15}}, set: {age: 9}}) { numUids } }",
        "mutation { deletePerson(filter: {friends: {some: {salary: {ge: 1}}}}) { numUids } }",
    ):
        assert told(database.graphql(query, caller=ann))
    for text in (
        "{ q(func: type(Person)) { Person.salary } }",
        "{ q(func: type(Person)) @filter(ge(Person.salary, 15)) { uid } }",
        "{ q(func: has(Person.salary)) { uid } }",
        '{ q(func: eq(Named.nick, "a")) { uid } }',
        "{ q(func: type(Person)) { Person.friends { Person.salary } } }",
        "{ q(func: type(Person), orderasc: Person.salary) { uid } }",
    ):
        assert database.dql(text, caller=ann)["errors"][0]["extensions"]["code"] == "FORBIDDEN", text
        assert "errors" not in database.dql(text, caller=hr)


@pytest.mark.parametrize(
    ("mutation", "callers"),
    [
        ('addPerson(input: {name: "x", salary: 1}) { numUids }', (hr,)),
        ('addPerson(input: {name: "x"}) { numUids }', (hr, ann, anonymous)),
        ('addPerson(input: {name: "x", tags: ["t"]}) { numUids }', (hr, ann, anonymous)),
        ('addPerson(input: {name: "x", friends: [{name: "y", salary: 3}]}) { numUids }', (hr,)),
        ('addPerson(upsert: true, input: {name: "ann", salary: 1}) { numUids }', (hr,)),
        ('updatePerson(input: {filter: {name: {eq: "ann"}}, set: {salary: 1}}) { numUids }', (hr,)),
        ('updatePerson(input: {filter: {name: {eq: "ann"}}, remove: {salary: null}}) { numUids }', (hr,)),
        ('updatePerson(input: {filter: {name: {eq: "ann"}}, set: {tags: ["t"]}}) { numUids }', (ann,)),
        ('updatePerson(input: {filter: {name: {eq: "bob"}}, remove: {tags: ["y"]}}) { numUids }', ()),
        ('updatePerson(input: {filter: {name: {eq: "bob"}}, set: {age: 5}}) { numUids }', (hr, ann, anonymous)),
        ('updatePerson(input: {filter: {name: {eq: "ann"}}, update: {boss: {set: {salary: 1}}}}) { numUids }', (hr,)),
    ],
)
def test_it_is_written_by_its_own_rules(
    database: graphwright.Database, mutation: str, callers: tuple[Caller, ...]
) -> None:
    for caller in (hr, ann, anonymous, trusted):
        answer = database.graphql(f"mutation @dryRun {{ {mutation} }}", caller=caller)
        if caller in callers or caller is trusted:
            assert "errors" not in answer, (caller.claims, answer)
        else:
            assert told(answer) == [[mutation.partition("(")[0]]]


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ('type A { k: String! @auth(query: { rule: "{$R: {eq: 1}}" }) }', "is required; what is hidden is null"),
        ('type A { k: String @unique @auth(query: { rule: "{$R: {eq: 1}}" }) }', "is unique"),
        ('type A { k: A @auth(query: { rule: "{$R: {eq: 1}}" }) x: Int }', "only values have rules"),
        ('type A { k: Point @auth(query: { rule: "{$R: {eq: 1}}" }) }', "only values have rules"),
        ('type A { k: String @auth(delete: { rule: "{$R: {eq: 1}}" }) }', "rules of query, add, update, not delete"),
        ('type A { k: String @auth(query: { rule: "query { queryA { no } }" }) }', "no"),
        ("type A { k: String @auth(query: { wrong: 1 }) }", "an object with one of"),
        (
            'interface I { k: Int } type A implements I { x: Int k: Int @auth(query: { rule: "{$R: {eq: 1}}" }) }',
            "comes from an interface",
        ),
        (
            'type A @validate(field: "k", le: "x") { k: Int @auth(query: { rule: "{$R: {eq: 1}}" }) x: Int }',
            "is compared by @validate",
        ),
    ],
)
def test_rules_that_would_tell_what_they_hide_are_refused(schema: str, says: str) -> None:
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList, match=says) as caught:
        database.validate_schema(schema)
    assert caught.value.errors[0].line == 1


def test_strictly_there_are_none() -> None:
    with (
        graphwright.Database.open(":memory:", is_strict=True) as strict,
        pytest.raises(ErrorList, match="none of Dgraph"),
    ):
        strict.validate_schema('type A { k: String @auth(query: { rule: "{$R: {eq: 1}}" }) }')
