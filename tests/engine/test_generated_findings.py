"""What generated requests found: ends of texts with a language tag, what takes them away, counts and empty filters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import graphwright
from graphwright import Database

_schema = """
type Phrase {
  key: String! @id
  text: String @dgraph(pred: "phrase.text")
  german: String @search(by: [hash]) @dgraph(pred: "phrase.text@de")
  shelf: Shelf
}
type Shelf { name: String! @id  phrases: [Phrase!] @hasInverse(field: shelf) }
"""
_add = """mutation { addPhrase(input: [
  {key: "a", text: "hello", german: "hallo", shelf: {name: "top"}}
  {key: "b", text: "apple", german: "tschüss", shelf: {name: "top"}}
  {key: "c", text: "zebra"}
]) { numUids } }"""


@pytest.fixture
def phrases() -> Iterator[Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        assert database.graphql(_add) == {"data": {"addPhrase": {"numUids": 4}}}
        yield database


def test_an_aggregate_is_of_the_language_that_the_field_names(phrases: Database) -> None:
    asked = "{ textMin textMax germanMin germanMax }"
    answer = phrases.graphql(f'{{ aggregatePhrase {asked} getShelf(name: "top") {{ phrasesAggregate {asked} }} }}')
    german = {"germanMin": "hallo", "germanMax": "tschüss"}
    assert answer["data"] == {
        "aggregatePhrase": {"textMin": "apple", "textMax": "zebra", **german},
        "getShelf": {"phrasesAggregate": {"textMin": "apple", "textMax": "hello", **german}},
    }


def test_removing_the_untagged_value_takes_all_languages_away(phrases: Database) -> None:
    update = """mutation {
      one: updatePhrase(input: {filter: {key: {eq: "a"}}, remove: {german: null}}) { phrase { text german } }
      all: updatePhrase(input: {filter: {key: {eq: "b"}}, remove: {text: null}}) { phrase { text german } }
    }"""
    assert phrases.graphql(update)["data"] == {
        "one": {"phrase": [{"text": "hello", "german": None}]},
        "all": {"phrase": [{"text": None, "german": None}]},
    }


def test_a_list_of_counts_may_be_a_variable(phrases: Database) -> None:
    text = "query($n: [Int]) { queryShelf(filter: {phrases: {count: {in: $n}}}) { name } }"
    for numbers, found in (([1, 2], 1), ([], 0), ([None, 3], 0), ([2], 1)):
        assert len(phrases.graphql(text, {"n": numbers})["data"]["queryShelf"]) == found, numbers
    assert phrases.graphql("{ queryShelf(filter: {phrases: {count: {in: [2, 7]}}}) { name } }") == {
        "data": {"queryShelf": [{"name": "top"}]}
    }


def test_every_related_node_passes_an_empty_filter(phrases: Database) -> None:
    always = "{phrases: {every: {}}}"
    asked = {
        "every": always,
        "turned": f"{{not: {always}}}",
        "beside": f'{{name: {{eq: "no"}}, or: [{always}]}}',
    }
    text = " ".join(f"{key}: queryShelf(filter: {given}) {{ name }}" for key, given in asked.items())
    one = [{"name": "top"}]
    assert phrases.graphql(f"{{ {text} }}") == {"data": {"every": one, "turned": [], "beside": one}}
