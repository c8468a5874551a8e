"""Functions under `@auth` rules: what a rule hides is not found, not counted, and takes no place among the nearest.

The other paths through DQL are in `tests/auth/matrix.py`; here is what needs predicates that DQL declares.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import graphwright
from graphwright.model.caller import Caller, trusted
from graphwright.model.dql_requests import DqlAlter

KEYS = f'# Dgraph.Authorization {{"Header":"X-T","Namespace":"x","Algo":"HS256","VerificationKey":"{"0" * 32}"}}'
SCHEMA = """
type Note @auth(query: {rule: "query($USER: String!) { queryNote(filter: {owner: {eq: $USER}}) { id } }"}) {
  id: ID!  text: String @search(by: [term])  owner: String @search(by: [hash])
}
type Tag { id: ID!  label: String! @id  notes: [Note] }
"""


@pytest.fixture(scope="module")
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA + KEYS)
        database.alter_dql(DqlAlter(schema="Tag.notes: [uid] @reverse @count ."))
        added = database.graphql(
            """mutation { addTag(input: [
              {label: "x", notes: [{text: "a", owner: "ann"}, {text: "b", owner: "bob"}, {text: "c", owner: "bob"}]}
              {label: "y", notes: [{text: "d", owner: "ann"}]} {label: "z"}]) { numUids } }"""
        )
        assert "errors" not in added
        yield database


@pytest.mark.parametrize(
    ("function", "of_bob", "of_all"),
    [
        ("eq(count(Tag.notes), 2)", "x", ""),
        ("eq(count(Tag.notes), 3)", "", "x"),
        ("ge(count(Tag.notes), 1)", "x", "xy"),
        ("lt(count(Tag.notes), 3)", "x", "y"),
        ("between(count(Tag.notes), 1, 2)", "x", "y"),
        ("has(Tag.notes)", "x", "xy"),
    ],
)
def test_numbers_at_the_root_are_those_of_what_may_be_seen(
    store: graphwright.Database, function: str, of_bob: str, of_all: str
) -> None:
    for caller, labels in ((Caller(claims={"USER": "bob"}), of_bob), (trusted, of_all)):
        answer = store.dql(f"{{ q(func: {function}) {{ Tag.label }} }}", caller=caller)
        assert "".join(node["Tag.label"] for node in answer["data"]["q"]) == labels, caller.claims


def test_words_and_reverse_edges_find_what_may_be_seen(store: graphwright.Database) -> None:
    bob = Caller(claims={"USER": "bob"})
    found = store.dql('{ q(func: anyofterms(Note.text, "a b d")) { Note.text ~Tag.notes { Tag.label } } }', caller=bob)
    assert found["data"]["q"] == [{"Note.text": "b", "~Tag.notes": [{"Tag.label": "x"}]}]
    reverse = store.dql("{ q(func: has(~Tag.notes)) { Note.text } }", caller=bob)
    assert [node["Note.text"] for node in reverse["data"]["q"]] == ["b", "c"]
