"""`@permission`: permission queries on every way by which nodes are read and written, and the patterns they are for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.model.caller import Caller, anonymous

_schema = '''
type User
  @permission(on: [READ])
  @permission(on: [CREATE], query: """
    query($input_role: String) { SomeUserExists(filter: {role: $input_role, role_not: null}) }
  """)
  @permission(on: [UPDATE], fields: [bio, posts], query: """
    query($node_id: ID!, $user_id: ID!) { SomeUserExists(filter: {AND: [{id: $node_id}, {id: $user_id}]}) }
  """) {
  id: ID!
  name: String! @id
  role: String
  bio: String
  posts: [Post!] @hasInverse(field: author)
  clubs: [Club] @hasInverse(field: users)
}
type Club {
  id: ID!
  title: String! @id
  users: [User]
    @permission(on: [CONNECT], query: """
      query($usersUser_id: ID!, $user_id: ID!) {
        SomeUserExists(filter: {AND: [{id: $usersUser_id}, {id: $user_id}]})
      }
    """)
    @permission(on: [DISCONNECT], query: """
      query($usersUser_id: ID!, $clubsClub_id: ID!) {
        SomeClubExists(filter: {id: $clubsClub_id, title_starts_with: "open", users_some: {id: $usersUser_id}})
      }
    """)
}
type Post
  @permission(on: [READ], query: """
    query($node_id: ID!, $node_public: Boolean!) {
      seen: SomePostExists(filter: {id: $node_id, public: true})
      SomePostExists(filter: {id: $node_id, public: $node_public})
    }
  """)
  @permission(on: [READ, UPDATE, DELETE], query: """
    query($node_id: ID!, $user_id: ID!) { SomePostExists(filter: {id: $node_id, author: {id: $user_id}}) }
  """)
  @permission(on: [UPDATE], query: """
    query($node_title: String!, $input_title: String!, $user_id: ID!) {
      SomeUserExists(filter: {id: $user_id, role: "ADMIN"})
      SomePostExists(filter: {title: $node_title, title_not: $input_title})
    }
  """)
  @permission(on: [CREATE], authenticated: true, query: """
    query($input_title: String!, $user_id: ID!) { SomeUserExists(filter: {id: $user_id, name_not: $input_title}) }
  """) {
  id: ID!
  title: String! @id
  author: User
  public: Boolean!
  score: Int
}
'''
_data = """
mutation {
  addUser(input: [
    {name: "ann", role: "EDITOR", posts: [{title: "a1", public: true}, {title: "a2", public: false, score: 5}]}
    {name: "bob", posts: [{title: "b1", public: true}, {title: "b2", public: false, score: 9}]}
    {name: "root", role: "ADMIN"}
  ]) { numUids }
  addClub(input: [{title: "open", users: [{name: "ann"}]}, {title: "closed", users: [{name: "ann"}]}]) { numUids }
}
"""
_state = """{ queryUser(order: {asc: name}) { name role bio clubs { title } posts(order: {asc: title}) { title } }
  queryPost(order: {asc: title}) { title public score author { name } } queryClub { title users { name } } }"""


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert "errors" not in database.graphql(_data)
        yield database


def user(database: graphwright.Database, name: str) -> Caller:
    return user_of(database, "getUser", name)


def user_of(database: graphwright.Database, query: str, name: str) -> Caller:
    found = database.graphql(f"query($name: String!) {{ found: {query}(name: $name) {{ id }} }}", {"name": name})
    return Caller(claims={"sub": found["data"]["found"]["id"]})


def titles(database: graphwright.Database, caller: Caller) -> list[str]:
    answer = database.graphql("{ queryPost(order: {asc: title}) { title } }", caller=caller)
    return [post["title"] for post in answer["data"]["queryPost"]]


def run(database: graphwright.Database, mutation: str, caller: Caller) -> Any:
    answer = database.graphql(f"mutation {{ {mutation} }}", caller=caller)
    assert "errors" not in answer, answer
    [result] = answer["data"].values()
    return result


def refuse(database: graphwright.Database, mutation: str, caller: Caller) -> None:
    """Asserts that a mutation is refused with one and the same text, and that nothing of it stays."""
    before = database.graphql(_state)
    answer = database.graphql(f"mutation {{ {mutation} }}", caller=caller)
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", list(answer["data"])), error
    assert error["message"] == "the rules of the schema do not allow this; nothing was changed"
    assert database.graphql(_state) == before


# ---- reading --------------------------------------------------------------------------------------


def test_a_node_is_seen_if_one_permission_grants(database: graphwright.Database) -> None:
    assert titles(database, anonymous) == ["a1", "b1"]
    assert titles(database, user(database, "ann")) == ["a1", "a2", "b1"]
    assert titles(database, Caller(claims={"sub": "auth0|nobody"})) == ["a1", "b1"]
    assert titles(database, Caller(claims={"sub": ["0x1"]})) == ["a1", "b1"]  # no ID of a user


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('getPost(title: "b2") { title }', None),
        ('queryUser(filter: {name: {eq: "bob"}}) { posts { title } }', [{"posts": [{"title": "b1"}]}]),
        ('queryUser(filter: {posts: {some: {title: {eq: "b2"}}}}) { name }', []),
        ("aggregatePost { count scoreMax }", {"count": 3, "scoreMax": 5}),
        ('queryUser(filter: {name: {eq: "bob"}}) { postsAggregate { count } }', [{"postsAggregate": {"count": 1}}]),
        ("queryUser(order: {by: [{posts: {count: DESC}}, {name: ASC}]}, first: 1) { name }", [{"name": "ann"}]),
        ("groupByPost(by: [{field: public}], order: [{count: ASC}]) { count }", [{"count": 1}, {"count": 2}]),
    ],
)
def test_a_hidden_node_is_as_an_absent_one(database: graphwright.Database, query: str, expected: Any) -> None:
    answer = database.graphql(f"{{ found: {query} }}", caller=user(database, "ann"))
    assert answer["data"] == {"found": expected}, answer


def test_a_list_of_a_thousand_nodes_is_one_statement(database: graphwright.Database) -> None:
    ann = user(database, "ann")
    posts = [{"title": f"p{number}", "public": False, "author": {"name": "ann"}} for number in range(1_000)]
    database.graphql("mutation($posts: [AddPostInput!]!) { addPost(input: $posts) { numUids } }", {"posts": posts})
    reads: list[str] = []
    readers = database._readers
    connection = readers.connection()
    original = type(connection).rows_within

    def counted(self: Any, budget_ms: float, text: str, arguments: Any = ()) -> Any:
        reads.append(text)
        return original(self, budget_ms, text, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection), "rows_within", counted)
        answer = database.graphql("{ queryPost { title } }", caller=ann)
    assert len(answer["data"]["queryPost"]) == 1_003
    assert len(reads) == 1


# ---- writing --------------------------------------------------------------------------------------


def test_what_is_created_is_asked_for_with_its_own_input(database: graphwright.Database) -> None:
    ann = user(database, "ann")
    assert run(database, 'addPost(input: {title: "new", public: true}) { numUids }', ann) == {"numUids": 1}
    refuse(database, 'addPost(input: {title: "x", public: true}) { numUids }', anonymous)
    refuse(database, 'addPost(input: [{title: "x", public: true}, {title: "ann", public: true}]) { numUids }', ann)
    # An absent value is null, which is a missing value and no text.
    refuse(database, 'addUser(input: {name: "new"}) { numUids }', ann)
    refuse(
        database,
        'addUser(input: {name: "new", role: "EDITOR", posts: [{title: "ann", public: true}]}) { numUids }',
        ann,
    )
    assert run(database, 'addUser(input: {name: "new", role: "EDITOR"}) { numUids }', ann) == {"numUids": 1}


def test_update_and_delete_go_by_the_state_before(database: graphwright.Database) -> None:
    ann, root = user(database, "ann"), user(database, "root")
    change = 'updatePost(input: {{filter: {{title: {{eq: "{}"}}}}, set: {{{}}}}}) {{ numUids }}'
    assert run(database, change.format("a2", "score: 1"), ann) == {"numUids": 1}
    refuse(database, change.format("b1", "score: 1"), ann)
    # Hidden nodes are as absent ones.
    assert run(database, change.format("b2", "score: 1"), ann) == {"numUids": 0}
    refuse(database, "updatePost(input: {filter: {}, set: {score: 1}}) { numUids }", ann)
    refuse(database, change.format("b1", "score: 1"), root)  # the input has no title
    assert run(database, change.format("b1", 'title: "b3"'), root) == {"numUids": 1}
    refuse(database, 'deletePost(filter: {title: {eq: "b3"}}) { numUids }', ann)
    assert run(database, 'deletePost(filter: {title: {eq: "b2"}}) { numUids }', ann) == {"numUids": 0}
    assert run(database, 'deletePost(filter: {title: {in: ["a1", "b2"]}}) { numUids }', ann) == {"numUids": 1}
    refuse(database, 'deleteUser(filter: {name: {eq: "ann"}}) { numUids }', ann)  # no permission is about it


def test_a_permission_of_fields_is_about_no_others(database: graphwright.Database) -> None:
    ann = user(database, "ann")
    change = 'updateUser(input: {{filter: {{name: {{eq: "ann"}}}}, {}}}) {{ numUids }}'
    assert run(database, change.format('set: {bio: "b"}'), ann) == {"numUids": 1}
    assert run(database, change.format("remove: {bio: null}"), ann) == {"numUids": 1}
    refuse(database, change.format('set: {bio: "b", role: "ADMIN"}'), ann)
    refuse(database, change.format("remove: {role: null}"), ann)
    refuse(database, 'updateUser(input: {filter: {name: {eq: "bob"}}, set: {bio: "b"}}) { numUids }', ann)


def test_an_upsert_is_an_update_of_what_is_there(database: graphwright.Database) -> None:
    ann = user(database, "ann")
    add = 'addPost(input: {{title: "{}", public: true}}, upsert: true) {{ post {{ title }} }}'
    assert run(database, add.format("a2"), ann) == {"post": [{"title": "a2"}]}
    for title in ("b1", "b2"):  # seen or not
        refuse(database, add.format(title), ann)
    refuse(database, 'addPost(input: {title: "b2", public: true}) { numUids }', ann)  # taken, which ann must not learn


def test_linking_is_an_update_of_the_far_end(database: graphwright.Database) -> None:
    ann = user(database, "ann")
    # ann may change her posts and those of others not; a post of bob's cannot be taken from him.
    take = 'updateUser(input: {{filter: {{name: {{eq: "ann"}}}}, set: {{posts: [{{title: "{}"}}]}}}}) {{ numUids }}'
    refuse(database, take.format("b1"), ann)
    refuse(database, 'addPost(input: {title: "x", public: true, author: {name: "bob"}}) { numUids }', ann)
    assert run(database, 'addPost(input: {title: "x", public: true, author: {name: "ann"}}) { numUids }', ann)


def test_edges_have_permissions_of_their_own(database: graphwright.Database) -> None:
    ann = user(database, "ann")
    change = 'updateClub(input: {{filter: {{title: {{eq: "{}"}}}}, {}: {{users: [{{name: "{}"}}]}}}}) {{ numUids }}'
    refuse(database, change.format("open", "set", "bob"), ann)
    refuse(database, change.format("closed", "remove", "ann"), ann)
    assert run(database, change.format("open", "remove", "ann"), ann) == {"numUids": 1}
    assert run(database, change.format("open", "set", "ann"), ann) == {"numUids": 1}
    assert run(database, 'addClub(input: {title: "mine", users: [{name: "ann"}]}) { numUids }', ann) == {"numUids": 1}
    refuse(database, 'addClub(input: {title: "his", users: [{name: "bob"}]}) { numUids }', ann)
    # From the other side they are the same edges.
    refuse(database, 'addUser(input: {name: "n", role: "ADMIN", clubs: [{title: "open"}]}) { numUids }', ann)


def test_nobody_but_callers_is_asked(database: graphwright.Database) -> None:
    assert len(database.graphql("{ queryPost { title } }")["data"]["queryPost"]) == 4
    assert "errors" not in database.graphql('mutation { deleteUser(filter: {name: {eq: "bob"}}) { numUids } }')


def test_what_is_planned_for_one_question_may_be_forgotten(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "rule_tests_max", 1)
    ann = user(database, "ann")
    for title, numbers in (("a2", 1), ("b2", 0)):
        change = f'updatePost(input: {{filter: {{title: {{eq: "{title}"}}}}, set: {{score: 1}}}}) {{ numUids }}'
        assert run(database, change, ann) == {"numUids": numbers}
    refuse(database, 'deletePost(filter: {title: {eq: "b1"}}) { numUids }', ann)


def test_what_was_planned_for_one_input_is_not_asked_with_another() -> None:
    """Each kind of value of an input, the missing one too, after each other one."""
    with graphwright.open(":memory:") as database:
        database.alter(
            """
            enum Size { SMALL LARGE }
            type Word { id: ID! text: String @search(by: [exact, term]) open: Boolean size: Size number: Int }
            type Note @permission(on: [CREATE], query: \"\"\"
              query($input_text: String, $input_open: Boolean, $input_size: Size, $input_number: Int) {
                text: SomeWordExists(filter: {OR: [{text_contains: $input_text}, {text: $input_text}]})
                SomeWordExists(filter: {open: $input_open, size: $input_size, number: $input_number})
              }
            \"\"\") { id: ID! text: String open: Boolean size: Size number: Int }
            """
        )
        database.graphql(
            """mutation { addWord(input: [{text: "tea leaves", open: true, size: SMALL, number: 0},
              {open: false, size: LARGE, number: 7}, {size: SMALL, number: 1}]) { numUids } }"""
        )
        inputs = (
            ('text: "tea", open: true, size: SMALL, number: 0', True),
            ('text: "tea leaves", open: false, size: LARGE, number: 7', True),
            ('text: "leaves tea", open: false, size: LARGE, number: 7', False),
            ('text: "%", open: true, size: SMALL, number: 0', False),
            ('text: "", open: true, size: LARGE, number: 0', False),
            ('text: "", open: true, size: SMALL, number: 0', True),
            ("text: null, open: null, size: SMALL, number: 1", True),
            ("size: SMALL, number: 0", False),
            ("open: false, size: LARGE, number: 7", True),
            ("open: false, size: LARGE, number: 8", False),
        )
        for given, is_allowed in (*inputs, *reversed(inputs)):
            answer = database.graphql(
                f"mutation {{ addNote(input: {{{given}}}) {{ numUids }} }}", caller=Caller(claims={"sub": "0x1"})
            )
            assert ("errors" not in answer) is is_allowed, given


@pytest.mark.parametrize("operator", ["not_contains", "not_starts_with", "not_ends_with", "contains"])
def test_a_text_that_is_missing_grants_nothing(operator: str) -> None:
    """Whether the node lacks it or the input: what cannot be asked is denied."""
    reads = f"query($node_word: String) {{ SomeWordExists(filter: {{text_{operator}: $node_word}}) }}"
    creates = f"query($input_word: String) {{ SomeWordExists(filter: {{text_{operator}: $input_word}}) }}"
    with graphwright.open(":memory:") as database:
        database.alter(
            f"""
            type Word {{ id: ID! text: String }}
            type Seen @permission(on: [READ], query: \"\"\"{reads}\"\"\") {{ id: ID! word: String }}
            type Made @permission(on: [CREATE], query: \"\"\"{creates}\"\"\") {{ id: ID! word: String }}
            """
        )
        database.graphql('mutation { addWord(input: [{text: "tea"}]) { numUids } }')
        database.graphql('mutation { addSeen(input: [{word: "x"}, {word: "tea"}, {}]) { numUids } }')
        ann = Caller(claims={"sub": "0x1"})
        seen = database.graphql("{ querySeen { word } }", caller=ann)["data"]["querySeen"]
        made = [
            word
            for word in ("x", "tea", None)
            if "errors"
            not in database.graphql(
                "mutation($word: String) { addMade(input: [{word: $word}]) { numUids } }", {"word": word}, caller=ann
            )
        ]
        assert [each["word"] for each in seen] == made
        assert made == (["tea"] if operator == "contains" else ["x"])


@pytest.mark.parametrize("wrong", [None, 0, 7, 31, 32, 40, 69])
def test_each_of_many_nodes_is_asked_for_by_its_own_input(wrong: int | None) -> None:
    with graphwright.open(":memory:") as database:
        database.alter(
            """
            type Range { id: ID! name: String! @id least: Int @search most: Int @search }
            type Note @permission(on: [CREATE], query: \"\"\"
              query($input_number: Int, $input_name: String!) {
                SomeRangeExists(filter: {name: $input_name, least_lte: $input_number, most_gte: $input_number}) }
            \"\"\")
              @permission(on: [CREATE], fields: [name], query: \"\"\"
              query($input_name: String!) { SomeRangeExists(filter: {name: $input_name}) }\"\"\")
            { id: ID! name: String number: Int notes: [Note] }
            """
        )
        database.graphql('mutation { addRange(input: [{name: "a", least: 0, most: 99}, {name: "b"}]) { numUids } }')
        notes: list[dict[str, Any]] = [{"name": "a", "number": number} for number in range(70)]
        notes[3] = {"name": "b"}
        notes[5] = {"name": "a", "number": 5, "notes": [{"name": "a", "number": number} for number in (5, 6, 99)]}
        if wrong is not None:
            notes[wrong] = {"name": "a", "number": 100} if wrong % 2 else {"name": "c"}
        answer = database.graphql(
            "mutation($notes: [AddNoteInput!]!) { addNote(input: $notes) { numUids } }",
            {"notes": notes},
            caller=Caller(claims={"sub": "0x1"}),
        )
        assert ("errors" in answer) is (wrong is not None), answer
        assert database.graphql("{ aggregateNote { count } }")["data"]["aggregateNote"]["count"] == (
            73 if wrong is None else 0
        )


_inherited = """
interface Thing { id: ID! name: String! @id owner: Person OWNER }
type Person PERSON { id: ID! login: String! @id books: [Book] @hasInverse(field: owner) BOOKS }
type Book implements Thing { pages: Int }
type Lamp implements Thing { watts: Int }
"""


@pytest.mark.parametrize(
    ("schema", "refused"),
    [
        pytest.param(
            _inherited.replace("PERSON", '@permission(on: [UPDATE], fields: [login], query: "{SomePersonExists}")'),
            {"book"},
            id="permission of the type",
        ),
        pytest.param(
            _inherited.replace("PERSON", '@auth(update: { rule: "{$ROLE: {eq: \\"ADMIN\\"}}" })'), {"book"}, id="rule"
        ),
        pytest.param(
            _inherited.replace("BOOKS", '@permission(on: [CONNECT], query: "{SomeLampExists}")'),
            {"book"},
            id="permission of the edge",
        ),
        pytest.param(
            _inherited.replace("OWNER", '@permission(on: [CONNECT], query: "{SomeLampExists}")'),
            {"book", "lamp"},
            id="permission of the interface's edge",
        ),
        pytest.param(
            _inherited.replace("OWNER", '@permission(on: [CONNECT], query: "{SomeLampExists}")').replace(
                "BOOKS", "@permission(on: [CONNECT])"
            ),
            {"lamp"},
            id="one of the two edges' permissions grants",
        ),
    ],
)
def test_an_inverse_of_one_type_of_an_interface_is_asked_for(schema: str, refused: set[str]) -> None:
    """The interface's field has no other side; that of one of its types has, whoever writes which of them."""
    with graphwright.open(":memory:") as database:
        database.alter(schema.replace("PERSON", "").replace("OWNER", "").replace("BOOKS", ""))
        database.graphql(
            """mutation { addPerson(input: {login: "ann"}) { numUids } addBook(input: {name: "old"}) { numUids } }"""
        )
        owner = 'owner: {login: "ann"}'
        writes = {
            f'addBook(input: {{name: "b", {owner}}})': "book",
            f"updateBook(input: {{filter: {{has: name}}, set: {{{owner}}}}})": "book",
            f"updateThing(input: {{filter: {{has: name}}, set: {{{owner}}}}})": "book",
            f'addLamp(input: {{name: "l", {owner}}})': "lamp",
            'addBook(input: {name: "free"})': "free",
        }
        somebody = Caller(claims={"sub": "0x1"})
        for write, kind in writes.items():
            answer = database.graphql(f"mutation {{ {write} {{ numUids }} }}", caller=somebody)
            assert ("errors" in answer) is (kind in refused), (write, answer)


def test_nodes_behind_interfaces_and_unions_are_asked_for_by_what_they_are() -> None:
    mine = "query($node_id: ID!, $user_id: ID!) {{ Some{0}Exists(filter: {{id: $node_id, owner: {{id: $user_id}}}}) }}"
    with graphwright.open(":memory:") as database:
        database.alter(
            f"""
            interface Thing {{ id: ID! name: String! @id owner: Person @hasInverse(field: things) }}
            type Book implements Thing @permission(on: [READ, UPDATE, DELETE], query: "{mine.format("Book")}")
              {{ pages: Int }}
            type Lamp implements Thing {{ watts: Int }}
            union Found = Book | Lamp
            type Person {{ id: ID! login: String! @id things: [Thing] found: [Found] }}
            """
        )
        database.graphql(
            """mutation { addPerson(input: [{login: "ann"}, {login: "bob"}]) { numUids }
              addBook(input: [{name: "b1", owner: {login: "ann"}}, {name: "b2", owner: {login: "bob"}}]) { numUids }
              addLamp(input: {name: "l", owner: {login: "bob"}}) { numUids } }"""
        )
        uids = {t["name"]: t["id"] for t in database.graphql("{ queryThing { id name } }")["data"]["queryThing"]}
        found = ", ".join(
            f'{{{kind}Ref: {{id: "{uids[name]}"}}}}' for kind, name in (("book", "b1"), ("book", "b2"), ("lamp", "l"))
        )
        patch = f'filter: {{login: {{eq: "ann"}}}}, set: {{found: [{found}]}}'
        link = f"mutation {{ updatePerson(input: {{{patch}}}) {{ numUids }} }}"
        assert "errors" not in database.graphql(link)
        ann = Caller(claims={"sub": database.graphql('{ getPerson(login: "ann") { id } }')["data"]["getPerson"]["id"]})
        answer = database.graphql(
            """{ queryThing(order: {asc: name}) { name } getPerson(login: "ann") { found { ... on Thing { name } } }
              bob: getPerson(login: "bob") { things { name } } }""",
            caller=ann,
        )["data"]
        assert [thing["name"] for thing in answer["queryThing"]] == ["b1", "l"]
        assert {thing["name"] for thing in answer["getPerson"]["found"]} == {"b1", "l"}
        assert answer["bob"] == {"things": [{"name": "l"}]}
        delete = 'mutation { deleteThing(filter: {name: {in: ["b2", "l"]}}) { numUids } }'
        assert database.graphql(delete, caller=ann)["data"] == {
            "deleteThing": {"numUids": 1}
        }  # b2 is not there for ann
        assert len(database.graphql("{ queryThing { name } }")["data"]["queryThing"]) == 2


def test_a_field_that_no_permission_shows_is_null_with_an_error() -> None:
    schema = """
      type Staff
        @permission(on: [READ], fields: [name, boss])
        @permission(on: [READ], fields: [name, boss, pay, phones], query: "MINE") {
        id: ID! name: String! @id pay: Int @search phones: [String] secret: String boss: Staff }
    """
    with graphwright.open(":memory:") as database:
        mine = (
            "query($node_id: ID!, $user_id: ID!) { SomeStaffExists(filter: {AND: [{id: $node_id}, {id: $user_id}]}) }"
        )
        database.alter(schema.replace("MINE", mine))
        database.graphql(
            """mutation { addStaff(input: [{name: "ann", pay: 1, phones: ["7"], secret: "s", boss: {name: "bob"}}
              {name: "bob", pay: 2}]) { numUids } }"""
        )
        ann = user_of(database, "getStaff", "ann")
        query = "{ queryStaff(order: {asc: name}) { name pay phones secret boss { pay } } }"
        answer = database.graphql(query, caller=ann)
        assert answer["data"]["queryStaff"] == [
            {"name": "ann", "pay": 1, "phones": ["7"], "secret": None, "boss": {"pay": None}},
            {"name": "bob", "pay": None, "phones": None, "secret": None, "boss": None},
        ]
        places = [error["path"][1:] for error in answer["errors"]]
        assert sorted(map(str, places)) == sorted(
            map(str, ([0, "secret"], [0, "boss", "pay"], [1, "pay"], [1, "phones"], [1, "secret"]))
        )
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
        for asked in (
            "queryStaff(filter: {pay: {gt: 1}}) { name }",
            "queryStaff(order: {desc: pay}) { name }",
            "aggregateStaff { payMax }",
            "queryStaff(filter: {has: secret}) { name }",
            "groupByStaff(by: [{field: pay}]) { count }",
        ):
            [error] = database.graphql(f"{{ {asked} }}", caller=ann)["errors"]
            assert error["extensions"]["code"] == "FORBIDDEN", asked


def test_who_checks_a_password_must_see_the_node() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(
            'type Account @secret(field: "pin") @permission(on: [READ], authenticated: true) { login: String! @id }'
        )
        database.graphql('mutation { addAccount(input: {login: "ann", pin: "123456"}) { numUids } }')
        query = '{ checkAccountPassword(login: "ann", pin: "123456") { login } }'
        for claims, found in (({}, None), ({"x": 1}, {"login": "ann"})):
            answer = database.graphql(query, caller=Caller(claims=claims))
            assert answer["data"] == {"checkAccountPassword": found}


# ---- patterns -------------------------------------------------------------------------------------


def test_both_kinds_of_rules_must_allow() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(
            'type Item @auth(query: { rule: "{$ROLE: {eq: \\"A\\"}}" }, add: { rule: "{$ROLE: {eq: \\"A\\"}}" }) '
            "@permission(on: [READ, CREATE], authenticated: true) { id: ID! name: String! @id }"
        )
        for claims, found in (({"ROLE": "A"}, 1), ({"ROLE": "B"}, 0), ({}, 0)):
            caller = Caller(claims=claims)
            answer = database.graphql('mutation { addItem(input: {name: "x"}) { numUids } }', caller=caller)
            assert ("errors" in answer) == (not found), answer
            assert len(database.graphql("{ queryItem { name } }", caller=caller)["data"]["queryItem"]) == found


def test_time_enums_dates_and_the_claim_that_names_the_user() -> None:
    schema = '''
      # Dgraph.Authorization {"VerificationKey":"k","Header":"X","Namespace":"n","Algo":"HS256","UserClaim":"login"}
      enum Level { LOW HIGH }
      type Offer
        @permission(on: [READ], query: """
          query($node_id: ID!, $now: DateTime!) {
            SomeOfferExists(filter: {id: $node_id, from_lte: $now, OR: [{until: null}, {until_gt: $now}]})
          }
        """)
        @permission(on: [READ], query: """
          query($node_level: Level, $user_id: String!) {
            SomeMemberExists(filter: {login: $user_id, level: $node_level, since_not: null})
          }
        """) { id: ID! name: String! @id from: DateTime! until: DateTime level: Level }
      type Member { login: String! @id level: Level since: DateTime }
    '''
    with graphwright.open(":memory:") as database:
        database.alter(schema)
        database.graphql(
            """mutation { addOffer(input: [
              {name: "past", from: "2001-01-01", until: "2002-01-01"}, {name: "future", from: "2901-01-01"}
              {name: "present", from: "2001-01-01"}, {name: "high", from: "2901-01-01", level: HIGH}]) { numUids }
              addMember(input: [{login: "ann", level: HIGH, since: "2020"}, {login: "bob", since: "2020"},
                {login: "new"}]) { numUids } }"""
        )
        for login, names in (
            (None, ["present"]),
            ("ann", ["high", "present"]),
            ("bob", ["future", "past", "present"]),  # two missing values are equal
            ("new", ["present"]),
        ):
            caller = anonymous if login is None else Caller(claims={"login": login, "sub": "ann"})
            answer = database.graphql("{ queryOffer(order: {asc: name}) { name } }", caller=caller)
            assert [offer["name"] for offer in answer["data"]["queryOffer"]] == names


def test_the_notation_of_graphcool_is_taken() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(
            """
            type Post @model { id: ID! @isUnique title: String! @isUnique author: User! @relation(name: "UsersPosts") }
            type User @model { id: ID! @isUnique name: String! posts: [Post!]! @relation(name: "UsersPosts") }
            """
        )
        add = 'mutation { addUser(input: {name: "a", posts: [{title: "t"}]}) { user { posts { author { name } } } } }'
        assert database.graphql(add)["data"] == {"addUser": {"user": [{"posts": [{"author": {"name": "a"}}]}]}}
        [error] = database.graphql(add)["errors"]
        assert error["extensions"]["code"] == "DUPLICATE_ID"
