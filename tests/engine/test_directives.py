"""What directives of schemas and requests do to requests: passwords, defaults, generated operations, cascades, edges
read backwards, languages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.model import passwords
from graphwright.model.caller import trusted

SCHEMA = """
interface Member @secret(field: "pin") { nick: String! @id(interface: true) }
type Guest implements Member { since: Int }
type User @secret(field: "pwd", pred: "user.password") @withSubscription {
  name: String! @id
  age: Int
  friends: [User]
}
type Note @secret(field: "key") { id: ID!  text: String  owner: User }
type Order {
  code: String! @id
  made: DateTime @default(add: {value: "$now"})
  seen: DateTime @default(add: {value: "$now"}, update: {value: "$now"})
  state: State! @default(add: {value: "NEW"}, update: {value: "TOUCHED"})
  amount: Int @default(add: {value: "5"})
  label: String @dgraph(pred: "Order.label@en") @default(add: {value: "none"})
  lines: [Line]
}
enum State { NEW TOUCHED DONE }
type Line { sku: String! @id  count: Int! @default(add: {value: 1}) }
type Locked @generate(query: {get: false, aggregate: false}, mutation: {update: false, delete: false}) {
  name: String! @id
}
type Film { id: ID!  title: String! @search(by: [hash])  stars: [Star] @dgraph(pred: "film.star")  maker: Star }
type Star {
  id: ID!
  name: String! @search(by: [hash])
  films: [Film] @dgraph(pred: "~film.star")
  made: [Film] @dgraph(pred: "~Film.maker")
}
type Tree { name: String! @id  size: Int  branches: [Tree]  trunk: Tree }
"""
ADD_USERS = """mutation {
  addUser(input: [
    {name: "ann", pwd: "open sesame", age: 30, friends: [{name: "bob", pwd: "bob's own"}]},
    {name: "cy", pwd: "open sesame"}
  ]) { numUids }
  addGuest(input: [{nick: "gil", pin: "123456"}]) { numUids }
}"""


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_rounds", 4)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with graphwright.open(str(tmp_path / "d.db")) as opened:
        opened.alter(schema=SCHEMA)
        yield opened


def data(database: Database, query: str, **variables: Any) -> Any:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def error(database: Database, query: str, **variables: Any) -> str:
    [entry] = database.graphql(query, variables)["errors"]
    return str(entry["message"])


# ---- passwords


def test_a_password_is_checked(database: Database) -> None:
    data(database, ADD_USERS)
    query = """query ($p: String!) {
      own: checkUserPassword(name: "ann", pwd: $p) { name friends { name } }
      nobody: checkUserPassword(name: "nil", pwd: $p) { name }
      nested: checkUserPassword(name: "bob", pwd: "bob's own") { name }
      ofInterface: checkMemberPassword(nick: "gil", pin: "123456") { nick }
    }"""
    nested = {"nested": {"name": "bob"}, "ofInterface": {"nick": "gil"}}
    own = {"own": {"name": "ann", "friends": [{"name": "bob"}]}, "nobody": None, **nested}
    for _ in range(2):  # the second time from the cache of plans
        assert data(database, query, p="open sesame") == own
        for wrong in ("open sesam", "", "x" * 73):
            assert data(database, query, p=wrong) == {"own": None, "nobody": None, **nested}


def test_a_password_is_checked_by_id_and_in_the_event_loop(database: Database) -> None:
    note = data(database, 'mutation { addNote(input: [{text: "t", key: "987654"}]) { note { id } } }')["addNote"][
        "note"
    ][0]
    query = "query ($i: ID!, $k: String!) { checkNotePassword(id: $i, key: $k) { text } }"

    async def ask(key: str) -> bytes:
        request = GraphqlRequest(query=query, variables={"i": note["id"], "k": key})
        assert database.answer_at_once(request, trusted) is None, "hashing is nothing for the event loop"
        return (await database.execute_graphql(request, trusted)).body

    async def ask_all() -> list[bytes]:
        return list(await asyncio.gather(ask("987654"), ask("123456"), ask("987654")))

    found, nothing = b'{"data":{"checkNotePassword":{"text":"t"}}}', b'{"data":{"checkNotePassword":null}}'
    assert asyncio.run(ask_all()) == [found, nothing, found]
    assert "zz" in error(database, query, i="zz", k="987654")


def test_a_password_is_never_shown(database: Database, tmp_path: Path) -> None:
    data(database, ADD_USERS)
    assert "Cannot query field" in error(database, "{ queryUser { pwd } }")
    assert database.dql("{ q(func: has(User.name)) { user.password } }")["data"] == {"q": []}
    assert "cannot be compared" in str(database.dql('{ q(func: eq(user.password, "open sesame")) { User.name } }'))
    refused = error(database, 'mutation { addUser(input: [{name: "dee", pwd: "tiny"}]) { numUids } }')
    assert f"at least {limits.password_bytes_min}" in refused and "tiny" not in refused
    long = "mutation ($p: String!) { updateUser(input: {filter: {}, set: {pwd: $p}}) { numUids } }"
    assert "(password_bytes_max)" in error(database, long, p="x" * (limits.password_bytes_max + 1))
    number = 'mutation { addUser(input: [{name: "dee", pwd: 987654}]) { numUids } }'
    assert "987654" not in error(database, number)
    variable = "mutation ($i: [AddUserInput!]!) { addUser(input: $i) { numUids } }"
    assert "987654" not in error(database, variable, i=[{"name": "dee", "pwd": 987654}])
    assert b"open sesame" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_hashes_have_the_form_of_dgraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    stored = passwords.hash_password("pässword")
    assert re.fullmatch(r"\$2a\$10\$[./A-Za-z0-9]{53}", stored)
    assert passwords.fits_password("pässword", stored)
    assert not passwords.fits_password("password", stored)
    assert not passwords.fits_password("password", "no hash at all")


@pytest.mark.sqlite_only
def test_equal_passwords_have_different_hashes(database: Database, tmp_path: Path) -> None:
    data(database, ADD_USERS)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(set(re.findall(rb"\$2a\$04\$[./A-Za-z0-9]{53}", stored))) == 4


def test_a_password_is_changed_and_removed(database: Database) -> None:
    data(database, ADD_USERS)
    check = 'query ($p: String!) { checkUserPassword(name: "ann", pwd: $p) { name } }'
    update = "mutation ($i: UpdateUserInput!) { updateUser(input: $i) { numUids } }"
    ann = {"name": {"eq": "ann"}}
    data(database, update, i={"filter": ann, "set": {"pwd": "new secret"}})
    assert data(database, check, p="open sesame") == {"checkUserPassword": None}
    assert data(database, check, p="new secret") == {"checkUserPassword": {"name": "ann"}}
    assert "removed by null" in error(database, update, i={"filter": ann, "remove": {"pwd": "new secret"}})
    data(database, update, i={"filter": ann, "remove": {"pwd": None}})
    assert data(database, check, p="new secret") == {"checkUserPassword": None}


def test_a_password_is_needed_for_a_new_node(database: Database) -> None:
    assert "pwd" in error(database, 'mutation { addUser(input: [{name: "eve"}]) { numUids } }')
    nested = 'mutation { addNote(input: [{key: "123456", owner: {name: "eve"}}]) { numUids } }'
    assert "requires a value for field pwd" in error(database, nested)


def test_passwords_of_one_mutation_are_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "passwords_per_mutation_max", 2)
    assert "passwords_per_mutation_max" in database.graphql(ADD_USERS)["errors"][0]["message"]


def test_mutations_of_one_transaction_hash_too(database: Database) -> None:
    two = """mutation @transaction {
      a: addUser(input: [{name: "a", pwd: "aaaaaa"}]) { numUids }
      b: addUser(input: [{name: "b", pwd: "bbbbbb"}]) { numUids }
    }"""
    data(database, two)
    assert data(database, '{ checkUserPassword(name: "b", pwd: "bbbbbb") { name } }') == {
        "checkUserPassword": {"name": "b"}
    }


# ---- defaults

ORDER = "code state amount label made seen lines { sku count }"


def test_defaults_fill_what_an_add_does_not_mention(database: Database) -> None:
    add = f"""mutation {{ addOrder(input: [
      {{code: "a", lines: [{{sku: "s"}}, {{sku: "t", count: 7}}]}},
      {{code: "b", amount: null, label: null, made: null, state: DONE, seen: "2001-01-01T00:00:00Z"}}
    ]) {{ order(order: {{asc: code}}) {{ {ORDER} }} }} }}"""
    first, second = data(database, add)["addOrder"]["order"]
    moment = datetime.fromisoformat(first.pop("made"))
    assert timedelta() <= datetime.now(UTC) - moment < timedelta(seconds=20)
    assert datetime.fromisoformat(first.pop("seen")) == moment
    lines = sorted(first.pop("lines"), key=lambda line: line["sku"])
    assert lines == [{"sku": "s", "count": 1}, {"sku": "t", "count": 7}]
    assert first == {"code": "a", "state": "NEW", "amount": 5, "label": "none"}
    assert second == {
        "code": "b", "state": "DONE", "amount": None, "label": None, "made": None,
        "seen": "2001-01-01T00:00:00Z", "lines": [],
    }  # fmt: skip


def test_defaults_of_an_update(database: Database) -> None:
    add = 'mutation { addOrder(input: [{code: "a", seen: null}]) { order { made } } }'
    made = data(database, add)["addOrder"]["order"][0]["made"]
    update = f"""mutation ($s: OrderPatch, $r: OrderPatch) {{
      updateOrder(input: {{filter: {{code: {{eq: "a"}}}}, set: $s, remove: $r}}) {{ order {{ {ORDER} }} }}
    }}"""

    def after(**patches: Any) -> Any:
        return data(database, update, **patches)["updateOrder"]["order"][0]

    only_removed = after(r={"amount": None})
    assert (only_removed["state"], only_removed["seen"], only_removed["amount"]) == ("NEW", None, None)
    touched = after(s={"amount": 9})
    assert (touched["state"], touched["amount"], touched["made"]) == ("TOUCHED", 9, made)
    assert datetime.fromisoformat(touched["seen"]) > datetime.fromisoformat(made)
    assert after(s={"state": "DONE", "seen": None})["state"] == "DONE"


def test_an_upsert_of_a_known_node_is_an_update(database: Database) -> None:
    data(database, 'mutation { addOrder(input: [{code: "a", amount: 1}]) { numUids } }')
    upsert = 'mutation { addOrder(input: [{code: "a"}, {code: "b"}], upsert: true) { order { code state amount } } }'
    orders = data(database, upsert)["addOrder"]["order"]
    assert sorted(orders, key=lambda order: order["code"]) == [
        {"code": "a", "state": "TOUCHED", "amount": 1},
        {"code": "b", "state": "NEW", "amount": 5},
    ]


# ---- generated operations


def test_only_what_is_to_be_generated_is_there(database: Database) -> None:
    names = data(
        database,
        """{ q: __type(name: "Query") { fields { name } } m: __type(name: "Mutation") { fields { name } }
             s: __type(name: "Subscription") { fields { name } }
             patch: __type(name: "LockedPatch") { name } payload: __type(name: "DeleteLockedPayload") { name } }""",
    )
    fields = {key: [each["name"] for each in value["fields"]] for key, value in names.items() if value}
    assert [name for name in (*fields["q"], *fields["m"]) if "Locked" in name] == [
        "queryLocked",
        "queryLockedConnection",
        "addLocked",
    ]
    assert fields["s"] == ["getUser", "queryUser", "queryUserConnection", "aggregateUser"]
    assert names["patch"] is names["payload"] is None
    add = 'mutation { addLocked(input: [{name: "x"}]) { locked { name } } }'
    assert data(database, add) == {"addLocked": {"locked": [{"name": "x"}]}}


def test_a_schema_that_only_reads_has_no_mutation(database: Database) -> None:
    database.alter(schema="type A @generate(mutation: {add: false, update: false, delete: false}) { x: Int }")
    assert data(database, "{ __schema { mutationType { name } subscriptionType { name } } queryA { x } }") == {
        "__schema": {"mutationType": None, "subscriptionType": None},
        "queryA": [],
    }


def test_a_subscription_sent_as_a_request_is_answered_once(database: Database) -> None:
    data(database, ADD_USERS)
    assert data(database, 'subscription { getUser(name: "cy") { name } }') == {"getUser": {"name": "cy"}}
    assert "queryNote" in error(database, "subscription { queryNote { text } }")


# ---- edges read backwards


def test_edges_are_read_backwards(database: Database) -> None:
    add = """mutation { addFilm(input: [
      {title: "Sea", stars: [{name: "Kim"}, {name: "Lou"}], maker: {name: "Mo"}}, {title: "Air"}
    ]) { numUids } }"""
    data(database, add)
    assert data(
        database,
        """{ queryStar(filter: {name: {in: ["Kim", "Mo"]}}, order: {asc: name}) {
          name films(filter: {title: {eq: "Sea"}}) { title stars { films { title } } } filmsAggregate { count }
          made { title }
        } none: queryStar(filter: {not: {has: films}}) { name } }""",
    ) == {
        "queryStar": [
            {
                "name": "Kim",
                "films": [{"title": "Sea", "stars": [{"films": [{"title": "Sea"}]}] * 2}],
                "filmsAggregate": {"count": 1},
                "made": [],
            },
            {"name": "Mo", "films": [], "filmsAggregate": {"count": 0}, "made": [{"title": "Sea"}]},
        ],
        "none": [{"name": "Mo"}],
    }
    assert "films" in error(database, 'mutation { addStar(input: [{name: "x", films: []}]) { numUids } }')


def test_the_inverse_of_a_pair_is_read_backwards_too(database: Database) -> None:
    """A predicate whose edges are stored as another's has them all the same."""
    database.alter(
        schema="""
        type A {
          name: String! @id
          bs: [B] @dgraph(pred: "a.bs") @hasInverse(field: as)
          again: [B] @dgraph(pred: "~b.as")
        }
        type B { name: String! @id  as: [A] @dgraph(pred: "b.as")  once: [A] @dgraph(pred: "~a.bs") }
        """
    )
    data(database, 'mutation { addA(input: [{name: "a", bs: [{name: "b"}]}]) { numUids } }')
    assert data(database, "{ queryA { bs { name } again { name } } queryB { as { name } once { name } } }") == {
        "queryA": [{"bs": [{"name": "b"}], "again": [{"name": "b"}]}],
        "queryB": [{"as": [{"name": "a"}], "once": [{"name": "a"}]}],
    }


# ---- languages


def test_a_value_in_a_language_is_removed_only_if_equal(database: Database) -> None:
    data(database, 'mutation { addOrder(input: [{code: "a", label: "box"}]) { numUids } }')
    remove = """mutation ($l: String) {
      updateOrder(input: {filter: {code: {eq: "a"}}, remove: {label: $l}}) { order { label } }
    }"""
    assert data(database, remove, l="other")["updateOrder"]["order"] == [{"label": "box"}]
    assert data(database, remove, l="box")["updateOrder"]["order"] == [{"label": None}]


# ---- cascades


def test_cascades_reach_down_until_one_says_otherwise(database: Database) -> None:
    add = """mutation { addTree(input: [
      {name: "oak", size: 9, branches: [{name: "left", size: 2}, {name: "right"}], trunk: {name: "bark"}},
      {name: "elm", branches: [{name: "only", branches: [{name: "leaf", size: 1}]}]}
    ]) { numUids } }"""
    data(database, add)
    roots = '(filter: {name: {in: ["oak", "elm"]}}, order: {asc: name})'
    left, right, only = {"name": "left", "size": 2}, {"name": "right", "size": None}, {"name": "only", "size": None}
    oak, elm = {"name": "oak", "branches": [left, right]}, {"name": "elm", "branches": [only]}
    assert data(
        database,
        f"""{{
          nothing: queryTree{roots} {{ name branches {{ name size }} }}
          inherited: queryTree{roots} @cascade {{ name branches {{ name size }} }}
          samePredicates: queryTree{roots} @cascade(fields: ["size", "branches"]) {{
            name size branches {{ name size }}
          }}
          overridden: queryTree{roots} @cascade {{ name branches @cascade(fields: ["name"]) {{ name size }} }}
          filtered: queryTree{roots} @cascade(fields: "branches") {{
            name branches(filter: {{has: branches}}) {{ name }}
          }}
          skipped: queryTree{roots} @cascade {{ name size @skip(if: true) trunk @include(if: false) {{ name }} }}
          counted: queryTree{roots} @cascade {{ name branchesAggregate(filter: {{has: size}}) {{ count }} __typename }}
        }}""",
    ) == {
        "nothing": [elm, oak],
        "inherited": [{"name": "oak", "branches": [left]}],
        "samePredicates": [{"name": "oak", "size": 9, "branches": [left]}],
        "overridden": [elm, oak],
        "filtered": [{"name": "elm", "branches": [{"name": "only"}]}],
        "skipped": [{"name": "elm"}, {"name": "oak"}],
        "counted": [
            {"name": "elm", "branchesAggregate": {"count": 0}, "__typename": "Tree"},
            {"name": "oak", "branchesAggregate": {"count": 1}, "__typename": "Tree"},
        ],
    }


def test_a_cascade_asks_every_node_for_the_fields_of_fragments(database: Database) -> None:
    database.alter(
        schema="""
        interface Being { name: String! @id }
        type Man implements Being { job: String }
        type Dog implements Being { bark: Int }
        """
    )
    add = """mutation {
      addMan(input: [{name: "ann", job: "pilot"}, {name: "bob"}]) { numUids }
      addDog(input: [{name: "rex", bark: 1}]) { numUids }
    }"""
    data(database, add)
    query = """{
      one: queryBeing @cascade { name ... on Man { job } }
      both: queryBeing @cascade { name ... on Man { job } ... on Dog { bark } }
      named: queryBeing(order: {asc: name}) @cascade(fields: ["name"]) { __typename ... on Man { job } }
    }"""
    assert data(database, query) == {
        "one": [{"name": "ann", "job": "pilot"}],
        "both": [],
        "named": [
            {"__typename": "Man", "job": "pilot"},
            {"__typename": "Man", "job": None},
            {"__typename": "Dog"},
        ],
    }


def test_the_fields_of_a_cascade_may_come_from_variables(database: Database) -> None:
    data(database, 'mutation { addTree(input: [{name: "oak", size: 9}, {name: "elm"}]) { numUids } }')
    query = """query ($l: [String], $s: String) {
      list: queryTree(order: {asc: name}) @cascade(fields: $l) { name size }
      one: queryTree(order: {asc: name}) @cascade(fields: [$s]) { name size }
    }"""
    oak, elm = {"name": "oak", "size": 9}, {"name": "elm", "size": None}
    for given, expected in (
        ({"l": ["size"], "s": "name"}, ([oak], [elm, oak])),
        ({"l": ["name"], "s": "size"}, ([elm, oak], [oak])),  # another plan of the same text
        ({"l": [], "s": "name"}, ([oak], [elm, oak])),
        ({"l": None, "s": None}, ([oak], [oak])),
        ({"l": "name"}, ([elm, oak], [oak])),
    ):
        assert data(database, query, **given) == dict(zip(("list", "one"), expected, strict=True)), given
    assert "Field `nope` is not present in type `Tree`" in error(database, query, l=["nope"])
    assert database.graphql('{ queryTree @cascade(fields: ["branches.size"]) { name } }').get("data") is None
