"""The three documents from which these features were made: each test is named after what a sentence says.

`README.md` has all of their sentences, with the tests that show them, here and elsewhere.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import graphwright
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, anonymous
from graphwright.model.keys import KeyKind
from graphwright.schema.permission_schema import permission_schema
from tests.auth.test_permission_endpoint import ask

_root = Path(__file__).parents[2]
ann, bob = Caller(claims={"USER": "ann"}), Caller(claims={"USER": "bob"})
admin = Caller(claims={"ROLE": "ADMIN"})


def run(database: graphwright.Database, mutation: str, caller: Caller) -> dict[str, Any]:
    return database.graphql(f"mutation {{ {mutation} }}", caller=caller)


def titles(database: graphwright.Database, query: str = "queryTodo(order: {asc: text}) { text }") -> list[str]:
    """What is there, whoever may see it."""
    return [node["text"] for node in database.graphql(f"{{ {query} }}")["data"]["queryTodo"]]


# ---- mutations and authorization ------------------------------------------------------------------

_own = '{rule: """query ($USER: String!) { queryTodo { owner(filter: { username: { eq: $USER } } ) { username } } }"""}'
_todo = """
type Todo @auth(RULES) { id: ID! text: String! @search(by: [term]) owner: User @hasInverse(field: todos) }
type User USERS { username: String! @id todos: [Todo] }
"""
_users = '@auth(update: {rule: "query ($USER: String!) { queryUser(filter: {username: {eq: $USER}}) { username } }"})'
_add = 'addTodo(input: {text: "graphql of TEXT", owner: {username: "OWNER"}}) { numUids }'


@pytest.fixture
def todos(kind_of_stores: str, request: pytest.FixtureRequest) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        rules = {
            "add": f"add: {_own}",
            "delete": f'delete: {{or: [{_own}, {{rule: "{{$ROLE: {{ eq: \\"ADMIN\\" }} }}"}}]}}',
            "update": f"update: {_own}",
            "updateAfter": f"update: {_own} updateAfter: {_own}",
            "update and add": f"update: {_own} add: {_own}",
            "update, and add by admins": 'add: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}',
        }
        users = _users if "and add" in request.param else ""
        database.alter(_todo.replace("RULES", rules[request.param]).replace("USERS", users))
        people = (
            '{username: "ann", todos: [{text: "graphql of ann"}]}, {username: "bob", todos: [{text: "graphql of bob"}]}'
        )
        assert "errors" not in database.graphql(f"mutation {{ addUser(input: [{people}]) {{ numUids }} }}")
        yield database


@pytest.mark.parametrize("todos", ["add"], indirect=True)
def test_you_can_only_add_items_with_yourself_as_the_author(todos: graphwright.Database) -> None:
    assert run(todos, _add.replace("OWNER", "ann"), ann)["data"] == {"addTodo": {"numUids": 1}}
    for added in (_add.replace("OWNER", "bob"), 'addTodo(input: {text: "of nobody"}) { numUids }'):
        assert run(todos, added, ann)["data"] == {"addTodo": None}
    # The state that counts is the one after: the author may be new in it.
    new = 'addUser(input: {username: "cid", todos: [{text: "graphql of cid"}]}) { numUids }'
    assert run(todos, new, Caller(claims={"USER": "cid"}))["data"] == {"addUser": {"numUids": 2}}
    assert run(todos, new.replace("cid", "dan"), ann)["data"] == {"addUser": None}
    assert titles(todos) == ["graphql of TEXT", "graphql of ann", "graphql of bob", "graphql of cid"]


_delete = 'deleteTodo(filter: { text: { anyofterms: "graphql" } }) { numUids }'


@pytest.mark.parametrize("todos", ["delete"], indirect=True)
@pytest.mark.parametrize(
    ("caller", "left"),
    [(ann, ["graphql of bob"]), (admin, []), (anonymous, ["graphql of ann", "graphql of bob"])],
    ids=["for most users it deletes their own", "for an admin any", "for nobody none"],
)
def test_a_user_can_only_delete_a_subset_of_what_the_rules_allow(
    todos: graphwright.Database, caller: Caller, left: list[str]
) -> None:
    assert run(todos, _delete, caller)["data"] == {"deleteTodo": {"numUids": 2 - len(left)}}
    assert titles(todos) == left


@pytest.mark.parametrize("todos", ["delete"], indirect=True)
def test_when_deleting_what_matters_is_the_state_before(todos: graphwright.Database) -> None:
    """Two deletes of one request: the second one finds what the first one left, and each goes by what it finds."""
    both = f"a: {_delete} b: {_delete}"
    assert run(todos, both, ann)["data"] == {"a": {"numUids": 1}, "b": {"numUids": 0}}


_give = 'updateTodo(input: {filter: {}, set: {owner: {username: "OWNER"}}}) { numUids }'


@pytest.mark.parametrize("todos", ["update"], indirect=True)
def test_update_rules_before_prevent_updating_others_and_not_giving_away(todos: graphwright.Database) -> None:
    text = 'updateTodo(input: {filter: {}, set: {text: "mine"}}) { numUids }'
    assert run(todos, text, ann)["data"] == {"updateTodo": {"numUids": 1}}
    assert titles(todos) == ["graphql of bob", "mine"]
    # As the document says, the rule on the state before alone does not stop this.
    assert run(todos, _give.replace("OWNER", "bob"), ann)["data"] == {"updateTodo": {"numUids": 1}}
    theirs = 'queryTodo(filter: {owner: {username: {eq: "bob"}}}, order: {asc: text}) { text }'
    assert titles(todos, theirs) == ["graphql of bob", "mine"]


@pytest.mark.parametrize("todos", ["updateAfter"], indirect=True)
def test_rules_after_prevent_setting_another_owner_and_rules_before_editing_others(todos: graphwright.Database) -> None:
    """Beyond the document, where one had to choose: `updateAfter` beside `update`."""
    refused = run(todos, _give.replace("OWNER", "bob"), ann)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert run(todos, 'updateTodo(input: {filter: {}, set: {text: "x"}}) { numUids }', ann)["data"] == {
        "updateTodo": {"numUids": 1}
    }
    assert titles(todos) == ["graphql of bob", "x"]


@pytest.mark.parametrize("todos", ["update and add"], indirect=True)
@pytest.mark.parametrize(
    ("caller", "author", "is_allowed"), [(ann, "ann", True), (bob, "ann", False), (ann, "bob", False)]
)
def test_an_update_that_inserts_satisfies_the_rules_to_update_and_to_add(
    todos: graphwright.Database, caller: Caller, author: str, *, is_allowed: bool
) -> None:
    insert = (
        f'updateUser(input: {{ filter: {{ username: {{ eq: "{author}" }}}}, '
        'set: { todos: [ { text: "do this new todo"} ] } }) { numUids }'
    )
    answer = run(todos, insert, caller)
    assert answer["data"] == {"updateUser": {"numUids": 1 if is_allowed else 0}}
    assert ("do this new todo" in titles(todos)) is is_allowed


@pytest.mark.parametrize("todos", ["update, and add by admins"], indirect=True)
def test_if_either_fails_the_mutation_has_no_effect(todos: graphwright.Database) -> None:
    """The user is ann's to update, and the new item is not hers to add."""
    insert = 'updateUser(input: { filter: {}, set: { todos: [ { text: "do this new todo"} ] } }) { numUids }'
    assert run(todos, insert, ann)["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert titles(todos) == ["graphql of ann", "graphql of bob"]
    both = Caller(claims={"USER": "ann", "ROLE": "ADMIN"})
    assert run(todos, insert, both)["data"] == {"updateUser": {"numUids": 1}}


# ---- the backend ----------------------------------------------------------------------------------

_backend = """
interface Ownable @auth(query: {or: [
  { rule: "{$ROLE: { eq: \\"ADMIN\\" }}" },
  { rule: "query($USERNAME: String!) { queryOwnable { owner(filter: { username: {eq: $USERNAME }}) { username }}}" }
]}) { id: ID! owner: User! }
type Foo implements Ownable { text: String }
type User @auth(
  add: {rule: "{$DENIED: {eq: \\"DENIED\\"}}"}
  delete: {rule: "{$DENIED: {eq: \\"DENIED\\"}}"}
) { username: String! @id displayName: String }
"""


def test_rules_on_an_interface_save_the_boilerplate_on_its_types() -> None:
    """Admins by a role in their tokens see all, others what is theirs."""
    with graphwright.open(":memory:") as database:
        database.alter(_backend)
        database.graphql("""mutation {
          addUser(input: [{username: "ann"}, {username: "bob"}]) { numUids }
          addFoo(input: [{text: "a", owner: {username: "ann"}}, {text: "b", owner: {username: "bob"}}]) { numUids }
        }""")
        for claims, seen in (({"ROLE": "ADMIN"}, ["a", "b"]), ({"USERNAME": "ann"}, ["a"]), ({}, [])):
            data = database.graphql("{ queryFoo(order: {asc: text}) { text } }", caller=Caller(claims=claims))["data"]
            assert [foo["text"] for foo in data["queryFoo"]] == seen


def test_front_ends_cannot_create_users_only_the_backend_can() -> None:
    """With an admin key in `Dg-Auth`; a client's key in the same header changes nothing about it."""
    with graphwright.open(":memory:") as database:
        database.alter(_backend)
        app = graphwright.asgi_app(database)
        keys = {kind: database.create_key(kind)[1] for kind in KeyKind}

        async def send(query: str, **headers: str) -> Any:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return (await client.post("/graphql", json={"query": query}, headers=named)).json()["data"]

        add = 'mutation { addUser(input: {username: "ann"}) { numUids } }'
        delete = "mutation { deleteUser(filter: {}) { numUids } }"
        for headers in ({}, {"Dg_Auth": keys[KeyKind.CLIENT]}):
            assert asyncio.run(send(add, **headers)) == {"addUser": None}
            assert asyncio.run(send(delete, **headers)) == {"deleteUser": {"numUids": 0}}
        assert asyncio.run(send(add, Dg_Auth=keys[KeyKind.ADMIN])) == {"addUser": {"numUids": 1}}
        assert asyncio.run(send(delete, Dg_Auth=keys[KeyKind.CLIENT])) == {"deleteUser": {"numUids": 0}}
        assert asyncio.run(send(delete, Dg_Auth=keys[KeyKind.ADMIN])) == {"deleteUser": {"numUids": 1}}


# ---- permission queries ---------------------------------------------------------------------------

_graphcool = """
type Post @model {
  id: ID! @isUnique # read-only (managed by Graphcool)
  title: String!
  author: User! @relation(name: "UsersPosts")
}

type User @model {
  id: ID! @isUnique # read-only (managed by Graphcool)
  name: String!
  posts: [Post!]! @relation(name: "UsersPosts")
}
"""


def test_the_query_type_of_the_permission_schema_looks_as_follows() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(_graphcool)
        api = database.catalog.api
        assert api is not None
        query = permission_schema(api).schema.query_type
        assert query is not None
        arguments = "skip: Int, after: String, before: String, first: Int, last: Int"
        for name in ("Post", "User"):
            field = query.fields[f"Some{name}Exists"]
            shown = ", ".join(f"{argument}: {given.type}" for argument, given in field.args.items())
            assert (
                f"({shown}): {field.type}" == f"(filter: {name}Filter, orderBy: {name}OrderBy, {arguments}): Boolean!"
            )
        assert [*query.fields] == ["SomePostExists", "SomeUserExists"]


def test_some_type_exists_is_true_only_if_a_node_matches() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(_graphcool)
        key = database.create_key(KeyKind.ADMIN)[1]
        path = "/simple/v1/__SERVICE_ID__/permissions"
        assert ask(database, "{\n  SomePostExists\n}", key, path).json() == {"data": {"SomePostExists": False}}
        database.graphql('mutation { addUser(input: {name: "ann", posts: [{title: "t"}]}) { numUids } }')
        assert ask(database, "{\n  SomePostExists\n}", key, path).json() == {"data": {"SomePostExists": True}}
        other = '{ SomePostExists(filter: {author: {name: "bob"}}) }'
        assert ask(database, other, key, path).json() == {"data": {"SomePostExists": False}}


def test_a_permission_query_grants_iff_all_top_level_fields_are_true() -> None:
    query = 'query { a: SomeFlagExists(filter: {name: "a"}) b: SomeFlagExists(filter: {name: "b"}) }'
    with graphwright.open(":memory:") as database:
        database.alter(
            f'type Flag {{ id: ID! name: String }} type Post @permission(on: [READ], query: """{query}""") '
            "{ id: ID! title: String }"
        )
        database.graphql('mutation { addPost(input: {title: "t"}) { numUids } }')
        for name, count in (("a", 0), ("b", 1)):
            database.graphql(f'mutation {{ addFlag(input: {{name: "{name}"}}) {{ numUids }} }}')
            assert len(database.graphql("{ queryPost { title } }", caller=anonymous)["data"]["queryPost"]) == count


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ('$user_id: ID! = "0x1"', "takes no default"),
        ("$anything: ID!", "there is no variable $anything"),
        ("$usersUser_id: ID!, $postPost_id: ID!, $node_id: ID!", "there is no variable $node_id"),
        ("$usersUser_id: ID!, $postPost_id: ID!", None),
        ("$usersUser_id: ID!, $postPost_id: ID!, $user_id: ID!, $now: DateTime!", None),
    ],
)
def test_a_relation_with_the_fields_users_and_post_results_in_these_variables(declared: str, says: str | None) -> None:
    """And their values cannot be specified."""
    used = re.findall(r"\$(\w+)", declared)
    filters = ", ".join("{post: {at_lt: $now}}" if name == "now" else f"{{id: ${name}}}" for name in used)
    schema = f'''
      type User {{ id: ID! name: String post: Post
        @permission(on: [CONNECT, DISCONNECT], query: """
          query({declared}) {{ SomeUserExists(filter: {{OR: [{filters}]}}) }}
        """) }}
      type Post {{ id: ID! at: DateTime users: [User!]! @hasInverse(field: post) }}
    '''
    with graphwright.open(":memory:") as database:
        if says is None:
            database.validate_schema(schema)
            return
        with pytest.raises(ErrorList, match=re.escape(says)):
            database.validate_schema(schema)


# ---- the list -------------------------------------------------------------------------------------


def test_every_test_and_page_that_the_list_names_is_there() -> None:
    text = (Path(__file__).parent / "README.md").read_text(encoding="utf8")
    named = re.findall(r"`((?:\w+/)*test_\w+\.py)(?:::(test_\w+))?`", text)
    assert len(named) > 30
    for file, name in named:
        path = next((each for each in (Path(__file__).parent / file, _root / "tests" / file) if each.exists()), None)
        assert path is not None, file
        assert not name or f"def {name}(" in path.read_text(encoding="utf8"), (file, name)
    for page in re.findall(r"`(docs/\w+\.md)`", text):
        assert (_root / page).exists(), page
