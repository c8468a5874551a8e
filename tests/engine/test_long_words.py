"""Words that are too long for an index, and U+0000 in what is searched for: the same answers on both databases."""

from __future__ import annotations

import random
import string

import pytest

from graphwright import Database, limits

_schema = """
type Note {
  key: String! @id
  text: String @search(by: [term, fulltext, trigram])
  words: [String] @search(by: [term])
}
"""
_add = """mutation($key: String!, $text: String!) {
  addNote(input: [{key: $key, text: $text, words: [$text]}]) { numUids }
}"""
_long = "".join(random.Random(1).choices(string.ascii_lowercase + string.digits, k=20_000))  # does not compress
_fits = "".join(random.Random(2).choices(string.ascii_lowercase, k=limits.token_bytes_max))


@pytest.fixture
def notes(database: Database) -> Database:
    database.alter(_schema)
    for key, text in (("long", f"{_long} tail"), ("fits", f"{_fits} tail"), ("short", "hello world")):
        assert "errors" not in database.graphql(_add, {"key": key, "text": text})
    return database


def _found(database: Database, condition: str, value: str) -> list[str]:
    query = f"query($value: String!) {{ queryNote(filter: {{{condition}}}, order: {{asc: key}}) {{ key }} }}"
    return [note["key"] for note in database.graphql(query, {"value": value})["data"]["queryNote"]]


@pytest.mark.parametrize(
    ("condition", "value", "keys"),
    [
        ("text: {allofterms: $value}", _long, ["long"]),
        ("text: {anyofterms: $value}", f"{_long} hello", ["long", "short"]),
        ("text: {alloftext: $value}", f"tail {_long}", ["long"]),
        ("words: {allofterms: $value}", _long, ["long"]),
        ("text: {allofterms: $value}", _fits, ["fits"]),
        ("text: {allofterms: $value}", "tail", ["fits", "long"]),
        # Another word with the same beginning.
        ("text: {anyofterms: $value}", _long[:-1], []),
        ("not: {text: {anyofterms: $value}}", _long, ["fits", "short"]),
        ("text: {allofterms: $value}", "hel\0lo", []),
        ("text: {anyofterms: $value}", "world\0", ["short"]),
        ("text: {regexp: $value}", "/hel\0lo/", []),
        ("not: {text: {regexp: $value}}", "/hel\0lo/", ["fits", "long", "short"]),
    ],
)
def test_what_is_found(notes: Database, condition: str, value: str, keys: list[str]) -> None:
    assert _found(notes, condition, value) == keys


def test_a_long_word_goes_with_its_value(notes: Database) -> None:
    """Also where the index is built behind the data."""
    change = 'mutation { updateNote(input: {filter: {key: {eq: "long"}}, set: {text: "other"}}) { numUids } }'
    assert notes.graphql(change) == {"data": {"updateNote": {"numUids": 1}}}
    assert _found(notes, "text: {allofterms: $value}", _long) == []
    notes.alter(_schema.replace(" @search(by: [term])", ""))
    notes.alter(_schema)
    assert _found(notes, "words: {allofterms: $value}", _long) == ["long"]
