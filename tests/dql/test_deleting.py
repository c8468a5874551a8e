"""Mutations that delete: what goes, what stays, and that whatever follows from it goes too."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from graphwright import Database
from graphwright.errors import GraphwrightError, InputError, ParseError
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from tests.stores import check_invariants, rich_schema
from tests.transfer.loading import data_of

_schema = """
name: string @index(exact, term) @lang .
age: int @index(int) .
alias: [string] @index(exact) .
friend: [uid] @reverse .
mentor: uid @reverse .
remark: string .
secret: password .
type Person { name age alias friend mentor secret }
"""

_data = """
<0x1> <dgraph.type> "Person" .
<0x1> <dgraph.type> "Painter" .
<0x1> <name> "Ann" (by="me") .
<0x1> <name> "Anna"@de (by="you") .
<0x1> <age> "30" .
<0x1> <alias> "A" (n=1) .
<0x1> <alias> "B" (n=2) .
<0x1> <friend> <0x2> (since=2020-01-01) .
<0x1> <friend> <0x3> .
<0x1> <mentor> <0x2> (n=1) .
<0x1> <remark> "stays" .
<0x1> <secret> "secret1" .
<0x2> <dgraph.type> "Person" .
<0x2> <name> "Bob" .
<0x2> <friend> <0x1> .
<0x3> <name> "untyped" .
"""


@pytest.fixture
def people(database: Database) -> Database:
    database.alter_dql(DqlAlter(schema=_schema))
    # Uids are given out before they are named.
    names = DqlMutation(set_rdf='_:a <remark> "" .\n_:b <remark> "" .\n_:c <remark> "" .')
    answer = database.run_dql_blocking(DqlRequest(mutations=(names,), commits=True))
    assert answer.uids == {"a": "0x1", "b": "0x2", "c": "0x3"}
    put(database, _data)
    return database


def put(database: Database, text: str) -> None:
    database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=text),), commits=True))


def delete(database: Database, what: str | dict[str, Any] | list[Any]) -> None:
    mutation = DqlMutation(delete_rdf=what) if isinstance(what, str) else DqlMutation(delete_json=orjson.dumps(what))
    answer = database.run_dql_blocking(DqlRequest(mutations=(mutation,), commits=True))
    assert (answer.data, answer.uids) == (None, {})


def ask(database: Database, query: str) -> Any:
    answer = database.run_dql_blocking(DqlRequest(query=query))
    assert answer.data is not None
    return orjson.loads(answer.data)


_ann = "{ q(func: uid(0x1)) { name name@de age alias friend { uid } mentor { uid } remark dgraph.type } }"
_whole = {
    "name": "Ann",
    "name@de": "Anna",
    "age": 30,
    "alias": ["A", "B"],
    "friend": [{"uid": "0x2"}, {"uid": "0x3"}],
    "mentor": {"uid": "0x2"},
    "remark": "stays",
    "dgraph.type": ["Person", "Painter"],
}


def without(*names: str, **changed: Any) -> dict[str, Any]:
    return {name: value for name, value in {**_whole, **changed}.items() if name not in names}


@pytest.mark.parametrize(
    ("what", "left"),
    [
        # a value goes when it is equal
        ('<0x1> <age> "30" .', without("age")),
        ('<0x1> <age> "30"^^<xs:float> .', without("age")),
        ('<0x1> <age> "31" .', _whole),
        ('<0x1> <name> "Ann" .', without("name")),
        ('<0x1> <name> "Anna" .', _whole),
        ('<0x1> <name> "Anna"@de .', without("name@de")),
        ('<0x1> <name> "Ann"@de .', _whole),
        ('<0x1> <alias> "A" .', without(alias=["B"])),
        ("<0x1> <friend> <0x2> .", without(friend=[{"uid": "0x3"}])),
        ("<0x1> <mentor> <0x2> .", without("mentor")),
        ("<0x1> <mentor> <0x3> .", _whole),
        ('<0x1> <dgraph.type> "Painter" .', without(**{"dgraph.type": ["Person"]})),
        ('<0x1> <dgraph.type> "Nobody" .', _whole),
        # S P * with its languages, S P@lang * without the others
        ("<0x1> <age> * .", without("age")),
        ("<0x1> <name> * .", without("name", "name@de")),
        ("<0x1> <name@de> * .", without("name@de")),
        ("<0x1> <name@fr> * .", _whole),
        ("<0x1> <alias> * .", without("alias")),
        ("<0x1> <friend> * .", without("friend")),
        ("<0x1> <mentor> * .", without("mentor")),
        ("<0x1> <dgraph.type> * .", without("dgraph.type")),
        ("<0x1> <never_seen> * .", _whole),
        ('<0x1> <never_seen> "x" .', _whole),
        # S * *: what the types expect, and the types
        ("<0x1> * * .", {"remark": "stays"}),
        # the same as JSON
        ({"uid": "0x1"}, {"remark": "stays"}),
        ([{"uid": "0x1", "age": None, "name@de": None}], without("age", "name@de")),
        ({"uid": "0x1", "alias": ["A", "B"], "age": 30.0}, without("alias", "age")),
        (
            {"uid": "0x1", "friend": [{"uid": "0x2"}], "mentor": {"uid": "0x2"}},
            without("mentor", friend=[{"uid": "0x3"}]),
        ),
    ],
)
def test_what_goes_and_what_stays(people: Database, what: str | dict[str, Any], left: dict[str, Any]) -> None:
    delete(people, what)
    [found] = ask(people, _ann)["q"]
    assert {name: sorted(value) if name == "alias" else value for name, value in found.items()} == left


def test_what_follows_from_values_goes_with_them(people: Database) -> None:
    delete(people, "<0x1> * * .")
    questions = """{ exact(func: eq(name, "Ann")) { uid } age(func: eq(age, 30)) { uid }
      typed(func: type(Person)) { uid } painter(func: type(Painter)) { uid }
      back(func: uid(0x2)) { ~mentor { uid } } }"""
    found = ask(people, questions)
    assert found == {"exact": [], "age": [], "typed": [{"uid": "0x2"}], "painter": [], "back": []}
    # Edges of others to the node stay.
    assert ask(people, "{ q(func: uid(0x2)) { friend { uid } } }") == {"q": [{"friend": [{"uid": "0x1"}]}]}
    delete(people, "<0x3> * * .")
    assert ask(people, "{ q(func: uid(0x3)) { name } }") == {"q": [{"name": "untyped"}]}


def facets(database: Database) -> int:
    return sum(len(rows) for name, rows in data_of(database).items() if name.startswith("facets_"))


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ('<0x1> <name> "other" .', 6),
        ('<0x1> <name> "Ann" .', 5),
        ('<0x1> <name> "Anna"@de .', 5),
        ('<0x1> <name> "other"@de .', 6),
        ("<0x1> <name> * .", 4),
        ("<0x1> <name@de> * .", 5),
        ('<0x1> <alias> "B" .', 5),
        ("<0x1> <friend> <0x2> .", 5),
        ("<0x1> <friend> <0x3> .", 6),
        ("<0x1> * * .", 0),
    ],
)
def test_facets_go_with_what_they_belong_to(people: Database, what: str, left: int) -> None:
    assert facets(people) == 6
    delete(people, what)
    assert facets(people) == left


def test_deletes_go_before_sets_of_the_same_mutation_and_after_those_of_mutations_before(people: Database) -> None:
    both = DqlMutation(
        delete_rdf="<0x1> <age> * .\n<0x1> <name@de> * .\n<0x1> <friend> * .\n<0x1> <dgraph.type> * .",
        set_rdf='<0x1> <age> "77" .\n<0x1> <name> "Anne"@de .\n<0x1> <friend> <0x3> .\n<0x1> <dgraph.type> "Person" .',
    )
    people.run_dql_blocking(DqlRequest(mutations=(both,), commits=True))
    changed = {"age": 77, "name@de": "Anne", "friend": [{"uid": "0x3"}], "dgraph.type": ["Person"]}
    assert ask(people, _ann)["q"] == [without(**changed)]
    first = DqlMutation(set_rdf='<0x1> <age> "78" .\n_:n <age> "79" .')
    second = DqlMutation(delete_rdf='<0x1> <age> "78" .\n<0x1> <alias> * .', set_rdf='_:n <name> "new" .')
    answer = people.run_dql_blocking(DqlRequest(mutations=(first, second), commits=True))
    assert answer.uids is not None
    assert ask(people, _ann)["q"] == [without("age", "alias", **{name: changed[name] for name in list(changed)[1:]})]
    new = f"{{ q(func: uid({answer.uids['n']})) {{ age name }} e(func: eq(age, 78)) {{ uid }} }}"
    assert ask(people, new) == {"q": [{"age": 79, "name": "new"}], "e": []}


def test_types_keys_and_both_ends_of_graphql_made_nodes_are_kept(database: Database) -> None:
    database.alter(rich_schema)
    added = database.graphql(
        """mutation { addAuthor(input: [{ name: "Ada", bio: "wrote", books: [{title: "Notes", isbn: "1"}],
             friends: [{name: "Bob"}], spouse: {name: "Will"}, best: {title: "Best", isbn: "2"} }])
             { author { id } } }"""
    )
    ada = added["data"]["addAuthor"]["author"][0]["id"]
    other = database.graphql('{ getBook(isbn: "1") { id } }')["data"]["getBook"]["id"]
    delete(database, f"<{other}> <Book.isbn> * .\n<{ada}> <Author.friends> * .\n<{ada}> <Author.best> * .")
    check_invariants(database.storage)
    assert database.graphql('{ getBook(isbn: "1") { id } getAuthor(name: "Bob") { friends { name } } }')["data"] == {
        "getBook": None,
        "getAuthor": {"friends": []},
    }
    put(database, f'<{other}> <Book.isbn> "1" .')
    delete(database, f"<{ada}> * * .")
    found = database.graphql(
        """{ getAuthor(name: "Ada") { id } getBook(isbn: "1") { author { name } }
             queryAuthor(order: {asc: name}) { name spouse { name } } }"""
    )
    assert found["data"] == {
        "getAuthor": None,
        "getBook": {"author": None},
        "queryAuthor": [{"name": "Bob", "spouse": None}, {"name": "Will", "spouse": None}],
    }
    # The key is free again, and a node that gets its type back takes it again.
    put(database, f'<{ada}> <Author.name> "Ada" .\n<{ada}> <dgraph.type> "Author" .')
    check_invariants(database.storage)
    assert database.graphql('{ getAuthor(name: "Ada") { id } }')["data"] == {"getAuthor": {"id": ada}}
    delete(database, f'<{ada}> <dgraph.type> "Author" .')
    assert database.graphql('{ getAuthor(name: "Ada") { id } }')["data"] == {"getAuthor": None}
    put(database, '_:b <Author.name> "Ada" .\n_:b <dgraph.type> "Author" .')


@pytest.mark.parametrize(
    ("what", "error", "message"),
    [
        ("_:a <name> * .", InputError, "_:a is a new node"),
        ("<0x1> <friend> _:a .", InputError, "_:a is a new node"),
        ('<0x1> <friend> "Bob" .', InputError, "refers to nodes"),
        ("<0x1> <age> <0x2> .", InputError, "holds values"),
        ('<0x1> <age> "old" .', InputError, '"old" is no integer'),
        ('<0x1> * "x" .', ParseError, r'"S \* \*"'),
        ("<0x1> <~friend> * .", InputError, "write friend from the node"),
        ("<0xffffff> <name> * .", InputError, "greater than lease"),
        ({"name": "Ann"}, ParseError, "needs the uid"),
        ({"uid": "0x1", "friend": {"name": "Bob"}}, ParseError, "needs the uid"),
    ],
)
def test_what_is_refused_leaves_everything(
    people: Database, what: str | dict[str, Any], error: type[GraphwrightError], message: str
) -> None:
    before = data_of(people)
    if isinstance(what, str):
        what = f"<0x1> <alias> * .\n{what}"
    with pytest.raises(error, match=message) as raised:
        delete(people, what)
    assert raised.value.line == (2 if isinstance(what, str) else None)
    assert data_of(people) == before
