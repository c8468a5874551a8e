"""`@auth` of add, update, updateAfter, delete and password, on every way by which nodes are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, anonymous, trusted

_own = "query($USER: String!) { queryTodo { owner(filter: {name: {eq: $USER}}) { name } } }"
_schema = f"""
type User @auth(
  update: {{ rule: "query($USER: String!) {{ queryUser(filter: {{name: {{eq: $USER}}}}) {{ name }} }}" }}
) {{
  name: String! @id
  bio: String
  todos: [Todo] @hasInverse(field: owner)
}}
type Todo @auth(
  query: {{ rule: "{_own}" }}
  add: {{ rule: "{_own}" }}
  update: {{ rule: "{_own}" }}
  updateAfter: {{ rule: "{_own}" }}
  delete: {{ or: [{{ rule: "{_own}" }}, {{ rule: "{{$ROLE: {{eq: \\"ADMIN\\"}}}}" }}] }}
) {{
  id: ID!
  key: String! @id
  text: String @search(by: [term])
  owner: User
  list: List
  steps: [Step] @hasInverse(field: todo) @cascadeDelete
}}
type List {{ title: String! @id todos: [Todo] @hasInverse(field: list) }}
type Step @auth(delete: {{ rule: "{{$SWEEPS: {{eq: true}}}}" }}) {{ what: String! @id todo: Todo }}
type Member @auth(query: {{ rule: "{{$ROLE: {{eq: \\"ADMIN\\"}}}}" }}) {{ login: String! @id email: String }}
"""
_data = """
mutation {
  addUser(input: [{name: "ann"}, {name: "bob"}]) { numUids }
  addTodo(input: [
    {key: "a1", text: "tea", owner: {name: "ann"}}, {key: "a2", text: "tea", owner: {name: "ann"}}
    {key: "b1", text: "tea", owner: {name: "bob"}, steps: [{what: "boil"}]}
  ]) { numUids }
  addMember(input: [{login: "root", email: "r@x"}]) { numUids }
}
"""
ann = Caller(claims={"USER": "ann"})
bob = Caller(claims={"USER": "bob"})
admin = Caller(claims={"ROLE": "ADMIN", "USER": "root"})


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert "errors" not in database.graphql(_data)
        yield database


def state(database: graphwright.Database) -> Any:
    query = """{ queryUser(order: {asc: name}) { name bio todos(order: {asc: key}) { key text list { title } } }
      queryTodo(order: {asc: key}) { key owner { name } }
      queryList { title } queryStep { what } queryMember { login email } }"""
    return database.graphql(query)["data"]


def run(database: graphwright.Database, mutation: str, caller: Caller) -> Any:
    answer = database.graphql(f"mutation {{ {mutation} }}", caller=caller)
    assert "errors" not in answer, answer
    return answer["data"]


def refuse(database: graphwright.Database, mutation: str, caller: Caller) -> Any:
    """Asserts that a mutation is refused without a word about why, and that nothing of it stays."""
    before = state(database)
    answer = database.graphql(f"mutation {{ {mutation} }}", caller=caller)
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN", error
    assert error["message"] == "the rules of the schema do not allow this; nothing was changed"
    assert answer["data"] == {error["path"][0]: None}
    assert state(database) == before


# ---- add ------------------------------------------------------------------------------------------


def test_an_add_is_checked_on_the_state_after_it(database: graphwright.Database) -> None:
    made = run(database, 'addTodo(input: {key: "a3", owner: {name: "ann"}}) { numUids todo { key } }', ann)
    assert made == {"addTodo": {"numUids": 1, "todo": [{"key": "a3"}]}}


@pytest.mark.parametrize(
    "mutation",
    [
        'addTodo(input: {key: "x", owner: {name: "bob"}}) { numUids }',
        'addTodo(input: {key: "x"}) { numUids }',
        'addTodo(input: [{key: "x", owner: {name: "ann"}}, {key: "y", owner: {name: "bob"}}]) { numUids }',
        'addList(input: {title: "l", todos: [{key: "x"}]}) { numUids }',
        'updateUser(input: {filter: {}, set: {todos: {key: "x", list: {title: "l", todos: {key: "y"}}}}}) { numUids }',
    ],
)
def test_one_node_that_may_not_be_added_refuses_the_whole_mutation(
    database: graphwright.Database, mutation: str
) -> None:
    refuse(database, mutation, ann)
    refuse(database, mutation.replace("ann", "bob"), anonymous) if "updateUser" not in mutation else None


def test_nodes_are_added_through_their_owner(database: graphwright.Database) -> None:
    mutation = 'updateUser(input: {filter: {}, set: {todos: [{key: "a4"}]}}) { numUids user { name } }'
    assert run(database, mutation, ann) == {"updateUser": {"numUids": 1, "user": [{"name": "ann"}]}}


# ---- update ---------------------------------------------------------------------------------------


def test_an_update_narrows_to_what_may_be_updated(database: graphwright.Database) -> None:
    mutation = 'updateTodo(input: {filter: {text: {anyofterms: "tea"}}, set: {text: "milk"}}) { numUids todo { key } }'
    assert run(database, mutation, bob) == {"updateTodo": {"numUids": 1, "todo": [{"key": "b1"}]}}
    assert run(database, mutation, anonymous) == {"updateTodo": {"numUids": 0, "todo": []}}


def test_nobody_gives_away_what_is_theirs_where_the_state_after_is_checked(database: graphwright.Database) -> None:
    refuse(database, 'updateTodo(input: {filter: {key: {eq: "a1"}}, set: {owner: {name: "bob"}}}) { numUids }', ann)
    refuse(database, 'updateTodo(input: {filter: {key: {eq: "a1"}}, remove: {owner: null}}) { numUids }', ann)


@pytest.mark.parametrize(
    "mutation",
    [
        'updateUser(input: {filter: {}, set: {todos: [{key: "b1"}]}}) { numUids }',
        'addUser(input: {name: "eve", todos: [{key: "b1"}]}) { numUids }',
        'addList(input: {title: "l", todos: [{key: "a1"}, {key: "b1"}]}) { numUids }',
    ],
)
def test_what_is_somebody_elses_is_not_taken_through_an_inverse(database: graphwright.Database, mutation: str) -> None:
    refuse(database, mutation, ann)


def test_the_former_partner_of_a_node_is_asked_too(database: graphwright.Database) -> None:
    # The state before allows both ends: the node is ann's and so is the user that it leaves.
    database.alter(_schema.replace(f'updateAfter: {{ rule: "{_own}" }}', ""))
    mutation = 'updateTodo(input: {filter: {key: {eq: "a1"}}, remove: {owner: null}}) { numUids }'
    assert run(database, mutation, ann) == {"updateTodo": {"numUids": 1}}
    # Of the new owner it would be an update, which only bob may do.
    refuse(database, 'updateTodo(input: {filter: {key: {eq: "a2"}}, set: {owner: {name: "bob"}}}) { numUids }', ann)


def test_linked_nodes_are_changed_only_by_who_may(database: graphwright.Database) -> None:
    run(database, 'addList(input: {title: "l", todos: [{key: "a1"}, {key: "b1"}]}) { numUids }', trusted)
    change = 'updateList(input: {filter: {}, update: {todos: [{key: "%s", set: {text: "x"}}]}}) { numUids }'
    assert run(database, change % "a1", ann)["updateList"]["numUids"] == 1
    refuse(database, change % "b1", ann)
    refuse(database, change % "nobody's", ann)  # as if it were hidden


# ---- upsert and keys ------------------------------------------------------------------------------


def test_an_upsert_leaves_what_may_not_be_updated(database: graphwright.Database) -> None:
    mutation = """addTodo(upsert: true, input: [{key: "a1", text: "x"}, {key: "b1", text: "x", owner: {name: "ann"}}]) {
      numUids todo { key text } }"""
    assert run(database, mutation, ann) == {"addTodo": {"numUids": 0, "todo": [{"key": "a1", "text": "x"}]}}
    assert state(database)["queryTodo"][2] == {"key": "b1", "owner": {"name": "bob"}}


def test_an_upsert_without_an_update_rule_succeeds_and_shows_nothing_hidden(database: graphwright.Database) -> None:
    mutation = 'addMember(upsert: true, input: {login: "root", email: "new"}) { numUids member { login } }'
    assert run(database, mutation, ann) == {"addMember": {"numUids": 0, "member": []}}
    assert state(database)["queryMember"] == [{"login": "root", "email": "new"}]


def test_a_hidden_key_is_refused_as_by_a_rule_and_a_visible_one_is_named(database: graphwright.Database) -> None:
    refuse(database, 'addMember(input: {login: "root"}) { numUids }', ann)
    refuse(database, 'addTodo(input: {key: "b1", owner: {name: "ann"}}) { numUids }', ann)
    refuse(database, 'updateTodo(input: {filter: {key: {eq: "a1"}}, set: {key: "b1"}}) { numUids }', ann)
    [error] = database.graphql('mutation { addMember(input: {login: "root"}) { numUids } }', caller=admin)["errors"]
    assert error["extensions"]["code"] == "DUPLICATE_ID"


# ---- delete and password --------------------------------------------------------------------------


def test_a_delete_narrows_to_what_may_be_deleted(database: graphwright.Database) -> None:
    mutation = 'deleteTodo(filter: {text: {anyofterms: "tea"}}) { msg numUids todo { key } }'
    assert run(database, mutation, anonymous)["deleteTodo"] == {
        "msg": "No nodes were deleted",
        "numUids": 0,
        "todo": [],
    }
    gone = run(database, mutation, ann)["deleteTodo"]
    assert gone == {"msg": "Deleted", "numUids": 2, "todo": [{"key": "a1"}, {"key": "a2"}]}
    assert run(database, mutation, admin)["deleteTodo"] == {"msg": "Deleted", "numUids": 1, "todo": []}


def test_what_goes_along_needs_its_own_rule(database: graphwright.Database) -> None:
    sweeper = Caller(claims={"USER": "bob", "SWEEPS": True})
    assert run(database, "deleteTodo(filter: {}) { numUids }", bob)["deleteTodo"]["numUids"] == 1
    assert state(database)["queryStep"] == [{"what": "boil"}]
    run(database, 'addTodo(input: {key: "b2", owner: {name: "bob"}, steps: [{what: "boil"}]}) { numUids }', trusted)
    assert run(database, "deleteTodo(filter: {}) { numUids }", sweeper)["deleteTodo"]["numUids"] == 2


def test_a_filter_of_a_mutation_does_not_tell_what_is_hidden(database: graphwright.Database) -> None:
    mutation = 'updateUser(input: {filter: {has: todos}, set: {bio: "x"}}) { numUids }'
    eve = Caller(claims={"USER": "bob", "BLIND": True})
    assert run(database, mutation, eve)["updateUser"]["numUids"] == 1
    database.alter(
        _schema.replace("query: { rule", 'query: { rule: "{$SEES: {eq: true}}" } add: { rule', 1).replace(
            f'add: {{ rule: "{_own}" }}\n  add: {{ rule: "{_own}" }}', f'add: {{ rule: "{_own}" }}'
        )
    )
    assert run(database, mutation, eve)["updateUser"]["numUids"] == 0


def test_a_password_is_checked_for_who_may() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(
            'type Safe @secret(field: "pin") @auth(password: { rule: "{$ROLE: {eq: \\"ADMIN\\"}}" }, '
            'query: { rule: "{$NOBODY: {eq: true}}" }) { name: String! @id }'
        )
        database.graphql('mutation { addSafe(input: {name: "s", pin: "123456"}) { numUids } }')
        query = '{ checkSafePassword(name: "s", pin: "123456") { name } }'
        assert database.graphql(query, caller=anonymous) == {"data": {"checkSafePassword": None}}
        # Who checks a password need not be one who may see the node.
        assert database.graphql(query, caller=admin) == {"data": {"checkSafePassword": {"name": "s"}}}
        assert database.graphql(query.replace("123456", "654321"), caller=admin)["data"] == {"checkSafePassword": None}


# ---- the rest -------------------------------------------------------------------------------------


def test_a_trusted_backend_passes_all_rules(database: graphwright.Database) -> None:
    mutation = 'addTodo(input: {key: "x", owner: {name: "bob"}}) { numUids } deleteTodo(filter: {}) { numUids }'
    assert run(database, mutation, trusted) == {"addTodo": {"numUids": 1}, "deleteTodo": {"numUids": 5}}


def test_in_one_transaction_a_refusal_undoes_all(database: graphwright.Database) -> None:
    before = state(database)
    answer = database.graphql(
        'mutation @transaction { a: addTodo(input: {key: "x", owner: {name: "ann"}}) { numUids } '
        'b: addTodo(input: {key: "y"}) { numUids } }',
        caller=ann,
    )
    assert answer["data"] == {"a": None, "b": None}
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN", "NOT_EXECUTED"}
    assert state(database) == before


def test_strictly_a_refusal_says_nothing(database: graphwright.Database) -> None:
    with graphwright.Database.open(":memory:", is_strict=True) as strict:
        strict.alter(
            'type A @auth(add: { rule: "{$R: {eq: 1}}" }, query: { not: { rule: "{$R: {eq: 2}}" } }) { k: String! @id }'
        )
        strict.graphql('mutation { addA(input: {k: "a"}) { numUids } }')
        answer = strict.graphql(
            'mutation { a: addA(input: {k: "b"}) { numUids } b: addA(input: {k: "c"}) { numUids } }', caller=ann
        )
        assert answer["data"] == {"a": None}
        [error] = answer["errors"]
        assert (error["path"], error["extensions"]["code"]) == (["b"], "NOT_EXECUTED")
        one = Caller(claims={"R": 1})
        assert strict.graphql('mutation { addA(input: {k: "a"}) { numUids } }', caller=one) == {"data": {"addA": None}}
        # A role that is missing is not held, so that its opposite is.
        assert strict.graphql("{ queryA { k } }", caller=anonymous) == {"data": {"queryA": [{"k": "a"}]}}
        with pytest.raises(ErrorList, match="updateAfter"):
            strict.alter('type A @auth(updateAfter: { rule: "{$R: {eq: 1}}" }) { k: String! @id }')


@pytest.mark.parametrize(("claim", "found"), [(3, 1), ("3", 1), ([3, "4"], 2), (None, 0), ({"a": 1}, 0), (True, 0)])
def test_claims_are_read_as_the_variable_they_stand_for(claim: Any, found: int) -> None:
    with graphwright.open(":memory:") as database:
        rule = "query($N: String!) { queryA(filter: {k: {eq: $N}}) { k } }"
        database.alter(f'type A @auth(query: {{ rule: "{rule}" }}) {{ k: String! @id }}')
        database.graphql('mutation { addA(input: [{k: "3"}, {k: "4"}]) { numUids } }')
        answer = database.graphql("{ queryA { k } }", caller=Caller(claims={"N": claim}))
        assert len(answer["data"]["queryA"]) == found
        assert "errors" not in answer


def test_a_truth_in_a_claim_is_part_of_the_plan() -> None:
    with graphwright.open(":memory:") as database:
        rule = "query($OPEN: Boolean!) { queryA(filter: {open: $OPEN}) { id } }"
        database.alter(f'type A @auth(query: {{ rule: "{rule}" }}) {{ id: ID! open: Boolean @search }}')
        database.graphql("mutation { addA(input: [{open: true}, {open: false}]) { numUids } }")
        for truth in (True, False, True):
            answer = database.graphql("{ queryA { open } }", caller=Caller(claims={"OPEN": truth}))
            assert answer["data"] == {"queryA": [{"open": truth}]}


def test_what_was_planned_for_one_claim_is_not_asked_with_another() -> None:
    """How many words a claim has chooses the plan of a search for them, of callers that are alike otherwise."""
    rule = "query($WORDS: String!) { queryA(filter: {text: {allofterms: $WORDS}}) { id } }"
    with graphwright.open(":memory:") as database:
        database.alter(f'type A @auth(add: {{ rule: "{rule}" }}) {{ id: ID! text: String @search(by: [term]) }}')
        for words, text, is_allowed in (
            ("tea", "tea", True),
            ("tea milk", "tea", False),
            ("tea milk", "milk and tea", True),
            ("", "tea", False),
            ("tea", "tea", True),
            ("milk", "tea", False),
        ):
            answer = database.graphql(
                f'mutation {{ addA(input: {{text: "{text}"}}) {{ numUids }} }}', caller=Caller(claims={"WORDS": words})
            )
            assert ("errors" not in answer) is is_allowed, (words, text)


@pytest.mark.parametrize("place", ["type", "field"])
def test_that_everybody_passes_is_remembered_of_such_claims_only(place: str) -> None:
    query = "query($WORDS: String!) { queryA(filter: {text: {allofterms: $WORDS}}) { id } }"
    rule = f'@auth(add: {{ not: {{ rule: "{query}" }} }})'
    on_type, on_field = (rule, "") if place == "type" else ("", rule)
    with graphwright.open(":memory:") as database:
        database.alter(f"type A {on_type} {{ id: ID! text: String @search(by: [term]) {on_field} }}")
        for words, is_allowed in (("", True), ("tea", False), ("milk", True), ("tea leaves", False), ("", True)):
            answer = database.graphql(
                'mutation { addA(input: {text: "tea and leaves"}) { numUids } }', caller=Caller(claims={"WORDS": words})
            )
            assert ("errors" not in answer) is is_allowed, words


def test_how_a_pattern_in_a_claim_can_be_looked_up_is_not_remembered_for_another() -> None:
    rule = "query($LIKE: String!) { queryA(filter: {text: {regexp: $LIKE}}) { id } }"
    with graphwright.open(":memory:") as database:
        database.alter(f'type A @auth(add: {{ rule: "{rule}" }}) {{ id: ID! text: String @search(by: [regexp]) }}')
        for pattern, is_allowed in (
            ("/^.*$/", True),
            ("/milk/", False),
            ("/tea leaves/", True),
            ("/milk|tea/", True),
            ("/milk|beer/", False),
            ("/(/", False),
            ("/^t/", True),
        ):
            answer = database.graphql(
                'mutation { addA(input: {text: "tea leaves"}) { numUids } }', caller=Caller(claims={"LIKE": pattern})
            )
            assert ("errors" not in answer) is is_allowed, pattern


_posts = """
interface Post { id: ID!  text: String! @search(by: [exact])  author: Author }
type Question implements Post @auth(
  update: { rule: "query($USER: String!) { queryQuestion(filter: {editor: {eq: $USER}}) { id } }" }
) { editor: String @search(by: [exact]) }
type Answer implements Post { score: Int }
type Author { name: String! @id  question: Question @hasInverse(field: author) }
"""


def test_a_single_inverse_of_an_interface_s_field_takes_nothing_from_others() -> None:
    """Whichever end is written, the question that lets go is updated, and so is the one that is taken."""
    with graphwright.open(":memory:") as database:
        database.alter(_posts)
        database.graphql("""mutation {
          addAuthor(input: [{name: "x", question: {text: "anns", editor: "ann"}},
            {name: "y", question: {text: "bobs", editor: "bob"}}]) { numUids }
          addQuestion(input: {text: "free", editor: "bob"}) { numUids }
          addAnswer(input: {text: "answer", author: {name: "x"}}) { numUids } }""")
        asked = "{ queryAuthor(order: {asc: name}) { question { text } } queryAnswer { author { name } } }"
        before = database.graphql(asked)["data"]
        ids = {each["text"]: each["id"] for each in database.graphql("{ queryPost { id text } }")["data"]["queryPost"]}
        to_x = (
            'mutation { updateQuestion(input: {filter: {text: {eq: "%s"}}, set: {author: {name: "x"}}}) { numUids } }'
        )
        from_x = (
            'mutation { updateAuthor(input: {filter: {name: {eq: "x"}}, set: {question: {id: "%s"}}}) { numUids } }'
        )
        added = 'mutation { addQuestion(input: {text: "new", author: {name: "x"}}) { numUids } }'
        for mutation in (to_x % "free", from_x % ids["free"], from_x % ids["bobs"], added):
            answer = database.graphql(mutation, caller=bob)
            assert "errors" in answer or not any(answer["data"].values()), mutation
            assert database.graphql(asked)["data"] == before, mutation
        assert "errors" in database.graphql(from_x % ids["bobs"], caller=ann)
        assert database.graphql(asked)["data"] == before
        assert "errors" not in database.graphql(from_x % ids["free"], caller=trusted)
        assert "errors" not in database.graphql(to_x % "bobs", caller=bob)
        assert database.graphql(asked)["data"] == {
            "queryAuthor": [{"question": {"text": "bobs"}}, {"question": None}],
            "queryAnswer": [{"author": {"name": "x"}}],
        }


_homes = """
type Cat @auth(
  update: { rule: "query($USER: String!) { queryCat(filter: {keeper: {eq: $USER}}) { name } }" }
) { name: String! @id  keeper: String @search(by: [exact])  home: House @dgraph(pred: "lives") @hasInverse(field: cat) }
type Dog { name: String! @id  home: House @dgraph(pred: "lives") @hasInverse(field: dogs) }
type House { street: String! @id  cat: Cat  dogs: [Dog] }
"""


def test_rules_of_one_type_do_not_hold_for_another_on_the_same_predicate() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(_homes)
        database.graphql("""mutation {
          addCat(input: [{name: "tom", keeper: "bob", home: {street: "a"}}, {name: "kit", keeper: "ann"}]) { numUids }
          addDog(input: {name: "rex", home: {street: "b"}}) { numUids } }""")
        dog = 'mutation { updateDog(input: {filter: {name: {eq: "rex"}}, set: {home: {street: "a"}}}) { numUids } }'
        assert database.graphql(dog, caller=ann)["data"] == {"updateDog": {"numUids": 1}}
        for update in ('updateCat(input: {filter: {name: {eq: "kit"}}, set: {home: {street: "a"}}})',
                       'updateHouse(input: {filter: {street: {eq: "a"}}, set: {cat: {name: "kit"}}})',
                       'updateHouse(input: {filter: {street: {eq: "a"}}, remove: {cat: null}})'):  # fmt: skip
            assert "errors" in database.graphql(f"mutation {{ {update} {{ numUids }} }}", caller=ann), update
        asked = database.graphql('{ getHouse(street: "a") { cat { name } dogs { name } } }')
        assert asked["data"]["getHouse"] == {"cat": {"name": "tom"}, "dogs": [{"name": "rex"}]}
