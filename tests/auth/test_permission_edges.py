"""CONNECT and DISCONNECT on edges of interfaces, of one side only, and of single references that lose partners."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import graphwright
from graphwright.model.caller import Caller

_schema = '''
interface Room {
  id: ID!
  name: String! @id
  guests: [Guest] @hasInverse(field: rooms) @permission(on: [CONNECT, DISCONNECT], query: """
    query($guestsGuest_id: ID!, $user_id: ID!) {
      SomeGuestExists(filter: {AND: [{id: $guestsGuest_id}, {id: $user_id}]})
    }
  """)
}
type Hall implements Room { size: Int }
type Guest {
  id: ID!
  name: String! @id
  rooms: [Room]
  best: Guest @permission(on: [CONNECT], query: """
    query($node_id: ID!, $bestGuest_id: ID!, $user_id: ID!) {
      mine: SomeGuestExists(filter: {AND: [{id: $node_id}, {id: $user_id}]})
      liked: SomeGuestExists(filter: {id: $bestGuest_id, name_not: "cid"})
    }
  """)
  desk: Desk
    @permission(on: [CONNECT])
    @permission(on: [DISCONNECT], query: """
      query($deskDesk_id: ID!) { SomeDeskExists(filter: {id: $deskDesk_id, free: true}) }
    """)
}
type Desk { id: ID! n: String! @id free: Boolean user: Guest @hasInverse(field: desk) }
'''
_data = """mutation {
  addGuest(input: [{name: "ann"}, {name: "bob"}, {name: "cid"}]) { numUids }
  addHall(input: {name: "h", guests: [{name: "bob"}]}) { numUids }
  addDesk(input: [
    {n: "d1", free: false, user: {name: "ann"}}, {n: "d2", free: true, user: {name: "bob"}}, {n: "d3"}
  ]) { numUids }
}"""
_hall = "updateHall(input: {{filter: {{}}, {}}}) {{ numUids }}"
_ann = 'updateGuest(input: {{filter: {{name: {{eq: "ann"}}}}, {}}}) {{ numUids }}'
_desk = 'updateDesk(input: {{filter: {{n: {{eq: "{}"}}}}, {}}}) {{ numUids }}'


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert "errors" not in database.graphql(_data)
        yield database


@pytest.mark.parametrize(
    ("mutation", "is_granted"),
    [
        (_hall.format('set: {guests: [{name: "cid"}]}'), False),
        (_hall.format('remove: {guests: [{name: "bob"}]}'), False),
        (_hall.format("remove: {guests: null}"), False),
        (_hall.format('set: {guests: [{name: "bob"}]}'), True),  # it is there already: no edge is made
        ('updateGuest(input: {filter: {name: {eq: "cid"}}, set: {rooms: [{name: "h"}]}}) { numUids }', False),
        (_ann.format('set: {best: {name: "cid"}}'), False),
        (_ann.format('set: {best: {name: "bob"}}'), True),
        (_ann.format("remove: {best: null}"), False),  # nothing grants a DISCONNECT
        (_ann.format('set: {desk: {n: "d3"}}'), False),  # ann would lose d1, which is not free
        (_desk.format("d3", 'set: {user: {name: "ann"}}'), False),
        (_desk.format("d1", "remove: {user: null}"), False),
        (_desk.format("d3", 'set: {user: {name: "bob"}}'), True),  # bob loses d2, which is free
        (_hall.format('set: {guests: [{name: "ann"}]}'), True),
        ('updateRoom(input: {filter: {}, remove: {guests: [{name: "ann"}]}}) { numUids }', True),
        (_ann.format('set: {rooms: [{name: "h"}]}'), True),
        ('deleteDesk(filter: {n: {eq: "d1"}}) { numUids }', True),  # no DISCONNECT
    ],
)
def test_each_edge_is_asked_for(database: graphwright.Database, mutation: str, is_granted: bool) -> None:
    found = database.graphql('{ getGuest(name: "ann") { id } }')["data"]["getGuest"]
    query = "{ queryGuest { name rooms { name } best { name } desk { n } } queryDesk { n user { name } } }"
    before = database.graphql(query)
    answer = database.graphql(f"mutation {{ {mutation} }}", caller=Caller(claims={"sub": found["id"]}))
    assert ("errors" not in answer) is is_granted, answer
    if not is_granted:
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert database.graphql(query) == before
