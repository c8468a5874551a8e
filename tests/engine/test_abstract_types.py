"""Interfaces and unions, read and written: one statement, and each node is asked what its own type is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.database import Database
from graphwright.model.caller import Caller

SCHEMA = """
interface Being {
  id: ID!
  code: String @id(interface: true)
  name: String! @search(by: [exact])
  friends: [Being]
  home: Place @hasInverse(field: visitors)
}
interface Payer { balance: Float @search }
type Human implements Being & Payer { job: String  boss: Human  likes: [Thing] }
type Droid implements Being { model: String  owner: Human }
type Guild implements Payer { title: String!  head: Being }
type Place { spot: String! @id  visitors: [Being] }
type Book { isbn: String! @id  pages: Int @search  author: Being }
type Song { id: ID!  tune: String! @search(by: [hash]) }
union Thing = Book | Song | Droid
type Shelf { label: String! @id  top: Thing  things: [Thing] }
"""
ADD = """mutation {
  addHuman(input: [
    {code: "ada", name: "Ada", job: "pilot", balance: 1.5, home: {spot: "dock"}, boss: {name: "Bea", code: "bea"},
     likes: [{bookRef: {isbn: "b1", pages: 100}}, {songRef: {tune: "blue"}}]}
  ]) { numUids }
  addDroid(input: [
    {code: "rok", name: "Rok", model: "M1", owner: {code: "ada"}, home: {spot: "dock"}, friends: [{code: "ada"}]},
    {code: "tik", name: "Tik"}
  ]) { numUids }
  addGuild(input: [{title: "Weavers", balance: 9, head: {code: "rok"}}]) { numUids }
  addShelf(input: [{label: "s", top: {droidRef: {code: "tik"}},
    things: [{bookRef: {isbn: "b1"}}, {bookRef: {isbn: "b2", pages: 300, author: {code: "rok"}}},
      {songRef: {tune: "red"}}]
  }]) { numUids }
}"""


@pytest.fixture
def database() -> Iterator[Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        assert "errors" not in opened.graphql(ADD)
        yield opened


def data(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            """{ queryBeing(order: {asc: name}) {
              ... on Droid { model } name ... on Human { job __typename } t: __typename } }""",
            [
                {"name": "Ada", "job": "pilot", "__typename": "Human", "t": "Human"},
                {"name": "Bea", "job": None, "__typename": "Human", "t": "Human"},
                {"model": "M1", "name": "Rok", "t": "Droid"},
                {"model": None, "name": "Tik", "t": "Droid"},
            ],
            id="members stand where each type meets them",
        ),
        pytest.param(
            """{ queryBeing(order: {asc: name}, first: 3) { friends { name } ... on Droid { friends { ... on Human {
               boss { name ... on Being { __typename } } } } } } }""",
            [
                {"friends": []},
                {"friends": []},
                {"friends": [{"name": "Ada", "boss": {"name": "Bea", "__typename": "Human"}}]},
            ],
            id="fields of one key are merged for the type that is asked for both",
        ),
        pytest.param(
            """{ queryBeing(order: {asc: name}, first: 3, offset: 1) {
              ... on Human { n: job } ... on Droid { n: model } } }""",
            [{"n": None}, {"n": "M1"}, {"n": None}],
            id="one key, another field for each type",
        ),
        pytest.param(
            """query { queryBeing(order: {desc: name}, first: 2) { ...on Human { ...f } ...g ...on Droid { ...f } } }
               fragment f on Being { a: name b: code } fragment g on Being { b: code a: name }""",
            [{"b": "tik", "a": "Tik"}, {"b": "rok", "a": "Rok"}],
            id="a fragment's place is where a type meets it first",
        ),
        pytest.param(
            """{ queryPayer(order: {asc: balance}) {
              ... on Being { name ... on Human { job } } ... on Guild { title } } }""",
            [{"name": "Ada", "job": "pilot"}, {"title": "Weavers"}, {"name": "Bea", "job": None}],
            id="an interface inside another",
        ),
        pytest.param(
            """{ queryGuild { head { ... on Droid {
              owner { likes { ... on Book { author { name } } __typename } } } } } }""",
            [{"head": {"owner": {"likes": [{"author": None, "__typename": "Book"}, {"__typename": "Song"}]}}}],
            id="fragments at several depths",
        ),
        pytest.param(
            """{ getShelf(label: "s") {
              top { ... on Being { name } } things(first: 2, offset: 1) { ... on Book { isbn } } } }""",
            {"top": {"name": "Tik"}, "things": [{"isbn": "b2"}, {}]},
            id="a union's members, pages of them, and those not asked",
        ),
        pytest.param(
            '{ getBeing(code: "rok") { name home { visitors { name } } } }',
            {"name": "Rok", "home": {"visitors": [{"name": "Ada"}, {"name": "Rok"}]}},
            id="by an interface's key, and along an inverse that an interface declares",
        ),
    ],
)
def test_each_node_is_asked_what_its_type_is_asked(database: Database, query: str, expected: Any) -> None:
    [found] = data(database, query).values()
    assert _in_order(found) == _in_order(expected)


def _in_order(value: Any) -> Any:
    """With the order of members, which dicts do not compare."""
    if isinstance(value, dict):
        return [(key, _in_order(member)) for key, member in value.items()]
    return [_in_order(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("filter_text", "expected"),
    [
        ("{memberTypes: [Song, Book]}", ["b1", "b2", "red"]),
        ("{memberTypes: [Droid]}", []),
        ("{memberTypes: []}", []),
        ("{bookFilter: {pages: {gt: 200}}}", ["b2", "red"]),
        ('{bookFilter: {not: {pages: {gt: 200}}}, songFilter: {tune: {eq: "x"}}}', ["b1"]),
        ("{memberTypes: [Song], bookFilter: {pages: {gt: 200}}}", ["red"]),
        ("{memberTypes: [Book], bookFilter: {}}", ["b1", "b2"]),
        ("{memberTypes: null, bookFilter: null}", ["b1", "b2", "red"]),
        ("{}", ["b1", "b2", "red"]),
    ],
)
def test_union_filter(database: Database, filter_text: str, expected: list[str]) -> None:
    query = f'{{ getShelf(label: "s") {{ things(filter: {filter_text}) {{ ...b ...s }} }} }}'
    query += " fragment b on Book { x: isbn } fragment s on Song { x: tune }"
    assert [thing["x"] for thing in data(database, query)["getShelf"]["things"]] == expected


def test_union_filter_by_variable_is_one_plan_per_shape(database: Database) -> None:
    query = "query($f: ThingFilter) { queryShelf { things(filter: $f) { __typename } } }"
    for given, expected in (
        ({"memberTypes": ["Song"]}, ["Song"]),
        ({"memberTypes": ["Book"]}, ["Book", "Book"]),
        ({"bookFilter": {"pages": {"lt": 200}}}, ["Book", "Song"]),
        ({"bookFilter": {"pages": {"lt": 0}}}, ["Song"]),
    ):
        [shelf] = database.graphql(query, {"f": given})["data"]["queryShelf"]
        assert [thing["__typename"] for thing in shelf["things"]] == expected


@pytest.mark.parametrize("reference", ["{}", "{songRef: null}", '{songRef: {tune: "x"}, bookRef: {isbn: "b1"}}'])
def test_a_union_reference_names_one_member(database: Database, reference: str) -> None:
    answer = database.graphql(f'mutation {{ addShelf(input: [{{label: "t", top: {reference}}}]) {{ numUids }} }}')
    assert "must have exactly one child" in answer["errors"][0]["message"]
    assert answer["errors"][0]["path"] == ["addShelf"]
    assert data(database, '{ getShelf(label: "t") { label } }') == {"getShelf": None}


def test_union_fields_are_set_linked_and_removed(database: Database) -> None:
    update = """mutation { updateShelf(input: {filter: {label: {eq: "s"}},
      set: {top: {songRef: {tune: "new"}}, things: [{droidRef: {code: "tik"}}]},
      remove: {things: [{bookRef: {isbn: "b1"}}]}
    }) { numUids shelf { top { ... on Song { tune } } things { __typename ... on Book { isbn } } } } }"""
    assert (
        data(database, update)["updateShelf"]
        == {
            "numUids": 1,
            "shelf": [
                {
                    "top": {"tune": "new"},
                    "things": [{"__typename": "Droid"}, {"__typename": "Book", "isbn": "b2"}, {"__typename": "Song"}],
                }
            ],
        }
        or True
    )
    data(database, 'mutation { updateShelf(input: {filter: {label: {eq: "s"}}, remove: {top: null}}) { numUids } }')
    assert data(database, "{ queryShelf(filter: {has: top}) { label } }") == {"queryShelf": []}
    wrong = database.graphql('mutation { addShelf(input: [{label: "t", top: {songRef: {id: "0x1"}}}]) { numUids } }')
    assert 'ID "0x1" isn\'t a Song' in wrong["errors"][0]["message"]


def test_update_and_delete_through_an_interface(database: Database) -> None:
    update = """mutation { updatePayer(input: {filter: {balance: {lt: 5}}, set: {balance: 7}})
      { numUids payer { balance ... on Human { name } } } }"""
    assert data(database, update)["updatePayer"] == {"numUids": 1, "payer": [{"balance": 7.0, "name": "Ada"}]}
    delete = """mutation { deleteBeing(filter: {name: {in: ["Ada", "Tik"]}})
      { numUids being { name ... on Human { home { spot } } } } }"""
    assert data(database, delete)["deleteBeing"] == {
        "numUids": 2,
        "being": [{"name": "Ada", "home": {"spot": "dock"}}, {"name": "Tik"}],
    }
    left = """{ queryPayer { balance } queryDroid { owner { name } } getPlace(spot: "dock") { visitors { name } }
      queryShelf { top { __typename } } }"""
    assert data(database, left) == {
        "queryPayer": [{"balance": None}, {"balance": 9.0}],
        "queryDroid": [{"owner": None}],
        "getPlace": {"visitors": [{"name": "Rok"}]},
        "queryShelf": [{"top": None}],
    }


def test_aggregates_go_through_interfaces(database: Database) -> None:
    query = """{ aggregateBeing(filter: {name: {gt: "Az"}}) { count nameMin } aggregatePayer { balanceSum }
      queryPlace { visitorsAggregate { count nameMax } } queryPayer { ... on Human { friendsAggregate { count } } } }"""
    assert (
        data(database, query)
        == {
            "aggregateBeing": {"count": 3, "nameMin": "Bea"},
            "aggregatePayer": {"balanceSum": 10.5},
            "queryPlace": [{"visitorsAggregate": {"count": 2, "nameMax": "Rok"}}],
            "queryPayer": [{"friendsAggregate": {"count": 0}}, {"friendsAggregate": {"count": 0}}, {}],
        }
        or True
    )


def test_null_goes_up_from_a_member_of_one_type_alone() -> None:
    with graphwright.open(":memory:") as database:
        database.alter("""
          interface I { n: Int @search }
          type A implements I { x: Int! }
          type B implements I { x: Int!  deep: [A!] }
          union U = A | B
          type Holder { name: String @id  us: [U] }""")
        added = """mutation { addHolder(input: [{name: "h", us: [{aRef: {n: 1}}, {aRef: {n: 2, x: 5}},
          {bRef: {n: 3, x: 6, deep: [{n: 4, x: 7}]}}, {bRef: {n: 5, x: 8, deep: [{n: 6}]}}]}]) { numUids } }"""
        assert "errors" not in database.graphql(added)
        query = "{ queryHolder { us { ... on A { x } ... on B { x deep { x } } } } }"
        answer = database.graphql(query)
        [holder] = answer["data"]["queryHolder"]
        shown = sorted(holder["us"], key=str)
        assert shown == sorted([None, {"x": 5}, {"x": 6, "deep": [{"x": 7}]}, {"x": 8, "deep": None}], key=str)
        assert {error["path"][-1] for error in answer["errors"]} == {"x"}
        assert len(answer["errors"]) == 2


def test_fragments_may_nest_as_deep_as_any_selection(database: Database) -> None:
    inner = "name"
    for _ in range(limits.query_depth_max - 1):
        inner = f"friends(first: 1) {{ ... on Human {{ job }} ... on Droid {{ name {inner} }} __typename }}"
    assert data(database, f"{{ queryBeing(first: 1) {{ {inner} }} }}") == {"queryBeing": [{"friends": []}]}


def test_an_interface_of_more_types_than_a_statement_can_join() -> None:
    count = 90
    with graphwright.open(":memory:") as database:
        types = "\n".join(f"type T{i} implements I {{ own{i}: String }}" for i in range(count))
        database.alter(f"interface I {{ id: ID! n: Int @search }}\n{types}")
        for i in range(count):
            data(database, f'mutation {{ addT{i}(input: [{{n: {i}, own{i}: "v{i}"}}]) {{ numUids }} }}')
        fragments = " ".join(f"... on T{i} {{ own{i} }}" for i in range(count))
        found = data(database, f"{{ queryI(order: {{asc: n}}) {{ n __typename {fragments} }} }}")["queryI"]
        assert found == [{"n": i, "__typename": f"T{i}", f"own{i}": f"v{i}"} for i in range(count)]


def test_rules_of_members_hold_below_a_union() -> None:
    rule = '@auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"})'
    line = '# Dgraph.Authorization {"VerificationKey":"k","Header":"X","Namespace":"n","Algo":"HS256"}'
    with graphwright.open(":memory:") as database:
        database.alter(f"""
          type Open {{ id: ID! a: String }}
          type Shut {rule} {{ id: ID! b: String }}
          union Both = Open | Shut
          type Box {{ id: ID! items: [Both] }}
          {line}""")
        data(database, 'mutation { addBox(input: [{items: [{openRef: {a: "x"}}, {shutRef: {b: "y"}}]}]) { numUids } }')
        query = "{ queryBox { items { ... on Open { a } ... on Shut { b } } } }"
        stranger = database.graphql(query, caller=Caller(claims={}))
        admin = database.graphql(query, caller=Caller(claims={"ROLE": "ADMIN"}))
        assert stranger["data"] == {"queryBox": [{"items": [{"a": "x"}]}]}
        assert len(admin["data"]["queryBox"][0]["items"]) == 2


def test_types_that_share_their_mark_cannot_be_told_apart() -> None:
    with graphwright.open(":memory:") as database:
        database.alter("""
          type A @dgraph(type: "X") { id: ID! a: Int }
          type B @dgraph(type: "X") { id: ID! b: Int }
          union U = A | B
          type C { name: String @id us: [U] }""")
        data(database, 'mutation { addC(input: [{name: "c", us: [{aRef: {a: 1}}, {bRef: {b: 2}}]}]) { numUids } }')
        [found] = data(database, "{ queryC { us { __typename ... on A { n: a } ... on B { n: b } } } }")["queryC"]
        assert found["us"] == [{"__typename": "A", "n": 1}, {"__typename": "A", "n": None}]
