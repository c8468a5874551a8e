"""`query_cost_max`: a small store answers whatever is asked of it, a large one refuses what cannot end well."""

from __future__ import annotations

import time
from typing import Any

import pytest

from graphwright import Database, limits

SCHEMA = """
type P { name: String! @id age: Int friends: [P] best: P @hasInverse(field: fans) fans: [P] }
interface Club { id: ID! members: [P] }
type Chess implements Club { rating: Int }
"""
NAMES = [f"p{number}" for number in range(8)]


@pytest.fixture
def people(database: Database) -> Database:
    """Eight people, all friends of one another; the first is the best of all."""
    database.alter(SCHEMA)
    friends = [{"name": name} for name in NAMES]
    given = [{"name": name, "friends": friends, "best": {"name": "p0"}} for name in NAMES]
    made = database.graphql("mutation ($i: [AddPInput!]!) { addP(input: $i) { numUids } }", {"i": given})
    assert made == {"data": {"addP": {"numUids": 8}}}
    return database


def lists(depth: int, field: str = "friends", root: str = "queryP") -> str:
    return f"{{ {root} {{ " + f"{field} {{ " * depth + "name" + " }" * (depth + 2)


def refusal(answer: dict[str, Any]) -> str:
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "(query_cost_max)" in error["message"]
    return str(error["message"])


def test_an_estimate_over_the_limit_is_held_against_what_is_stored(people: Database) -> None:
    people.drop_data()
    for _ in range(2):
        assert people.graphql(lists(12)) == {"data": {"queryP": []}}
        assert people.graphql(lists(9, "fans { best", "queryP").replace(" }", " }}", 9)) is not None


def test_a_list_of_few_is_not_refused_however_deep(people: Database) -> None:
    """Everybody has one best friend, who has eight fans: eight times one, again and again."""
    answer = people.graphql("{ queryP { fans { best { fans { best { fans { best { fans { name } } } } } } } } }")
    assert "errors" not in answer


def test_what_would_multiply_is_refused_and_the_list_is_named(people: Database) -> None:
    # 8 + 8² + … + 8¹³.
    for _ in range(2):
        text = refusal(people.graphql(lists(12)))
        assert text.startswith("the request may have to read 628,292 million rows, over the limit of 1,000 million")
        assert f"most of them for queryP{'.friends' * 12}; give it, or a list around it, a `first`" in text
    paged = lists(12).replace("friends", "friends(first: 1)", 11)
    assert "errors" not in people.graphql(paged)


def test_variables_decide_each_time(people: Database) -> None:
    text = lists(12).replace("friends", "friends(first: $n)").replace("{ queryP", "query ($n: Int) { queryP", 1)
    for _ in range(2):
        assert "errors" not in people.graphql(text, {"n": 1})
        refusal(people.graphql(text, {"n": 8}))


def test_filters_on_related_nodes_and_orders_count(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "query_cost_max", 1_000)
    related = '{ queryP(filter: {friends: {some: {friends: {some: {friends: {some: {name: {eq: "x"}}}}}}}}) { name } }'
    # For each of 8: 8 + 8² + 8³.
    assert "may have to read" in refusal(people.graphql(related))
    assert "most of them for queryP;" in refusal(people.graphql(related))
    assert "errors" not in people.graphql("{ queryP(order: {asc: age}) { friends { name } } }")
    changed = "mutation { updateP(input: {filter: {}, set: {age: 1}}) { p { friends { friends { friends { name }}}}}}"
    assert "p.friends.friends.friends" in refusal(people.graphql(changed))
    assert people.graphql("{ queryP(first: 1) { age } }")["data"]["queryP"] == [{"age": None}]


def test_counts_are_made_seldom_and_anew(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "query_cost_max", 100)
    twice = lists(2)
    refusal(people.graphql(twice))
    people.graphql('mutation { deleteP(filter: {name: {in: ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]}}) { numUids } }')
    # Nothing is counted again yet …
    refusal(people.graphql(twice))
    monkeypatch.setattr(limits, "cost_counts_kept_s", 0.5)
    time.sleep(0.6)
    # … and now it is.
    assert people.graphql(twice) == {"data": {"queryP": [{"friends": [{"friends": [{"name": "p0"}]}]}]}}


def test_more_than_is_counted_is_taken_for_as_much_as_can_be(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a type with more nodes than are counted, there may be as many as there are nodes."""
    monkeypatch.setattr(limits, "query_cost_max", 100)
    monkeypatch.setattr(limits, "cost_counted_rows_max", 2)
    people.graphql("{ queryP { name } }")
    refusal(people.graphql("{ queryP { friends { friends { name } } } }"))


def test_interfaces_and_strict_mode() -> None:
    with Database.open(":memory:") as database:
        database.alter(SCHEMA)
        database.graphql('mutation { addChess(input: {members: [{name: "a"}]}) { numUids } }')
        assert "errors" not in database.graphql(lists(9, "friends", "queryClub { members").replace("name", "name }", 1))
    with Database.open(":memory:", is_strict=True) as database:
        database.alter(SCHEMA.replace("friends: [P]", "friends: [P] "))
        assert "errors" not in database.graphql(lists(12))
