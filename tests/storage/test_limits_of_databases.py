"""What databases cannot hold by themselves, and what they would change: the same on all of them."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from graphwright import Database
from tests.stores import check_invariants

_schema: Final = """
type Thing {
  key: String! @id
  text: String @search(by: [exact])
  hashed: String @search(by: [hash])
  tags: [String] @search(by: [exact])
  notes: [String]
  num: Int64 @search
  ratio: Float @search
  at: DateTime @search
}
"""
_long: Final = "é" + "x" * 1_000_000


@pytest.fixture
def things(database: Database) -> Database:
    database.alter(_schema)
    return database


def _add(database: Database, *things: dict[str, Any]) -> dict[str, Any]:
    return database.graphql("mutation($i: [AddThingInput!]!) { addThing(input: $i) { numUids } }", {"i": list(things)})


def _keys(database: Database, **asked: Any) -> list[str]:
    """The last ten characters of the keys that are found, in order."""
    query = "query($f: ThingFilter, $o: ThingOrder) { queryThing(filter: $f, order: $o) { key } }"
    answer = database.graphql(query, {"f": asked.get("filter"), "o": asked.get("order")})
    assert "errors" not in answer, str(answer)[:500]
    return [each["key"][-10:] for each in answer["data"]["queryThing"]]


def test_a_text_of_a_megabyte_is_indexed_like_any_other(things: Database) -> None:
    whole = dict.fromkeys(("key", "text", "hashed"), _long)
    other = dict.fromkeys(whole, _long + "y")
    lists = {"tags": [_long, _long + "z"], "notes": [_long]}
    assert "errors" not in _add(things, {**whole, **lists}, {**other, "tags": [_long]}, {"key": "short", "text": "éx"})
    tails = {"whole": "x" * 10, "other": "x" * 9 + "y"}
    for name in whole:
        assert _keys(things, filter={name: {"eq": _long}}) == [tails["whole"]]
        assert _keys(things, filter={name: {"in": [_long + "y", "none"]}}) == [tails["other"]]
    assert _keys(things, filter={"text": {"gt": _long}}) == [tails["other"]]
    assert _keys(things, filter={"text": {"le": _long}}, order={"asc": "text"}) == ["short", tails["whole"]]
    assert _keys(things, order={"desc": "text"}) == [tails["other"], tails["whole"], "short"]
    assert _keys(things, filter={"tags": {"eq": _long + "z"}}) == [tails["whole"]]
    assert things.graphql("query($k: String!) { getThing(key: $k) { text } }", {"k": _long + "y"})["data"] == {
        "getThing": {"text": _long + "y"}
    }
    assert "already exists" in str(_add(things, {"key": _long}))
    patch = {"filter": {"key": {"eq": _long}}, "remove": {"tags": [_long], "notes": [_long]}, "set": {"hashed": "h"}}
    update = "mutation($i: UpdateThingInput!) { updateThing(input: $i) { thing { tags notes hashed } } }"
    [changed] = things.graphql(update, {"i": patch})["data"]["updateThing"]["thing"]
    assert changed == {"tags": [_long + "z"], "notes": [], "hashed": "h"}
    delete = "mutation($k: String!) { deleteThing(filter: {key: {eq: $k}}) { numUids } }"
    assert things.graphql(delete, {"k": _long})["data"] == {"deleteThing": {"numUids": 1}}
    assert "errors" not in _add(things, {"key": _long})
    check_invariants(things.storage)


def test_a_row_of_many_long_texts_fits(database: Database) -> None:
    fields = [f"f{number}" for number in range(199)]
    database.alter("type Wide { name: String! @id " + " ".join(f"{each}: String" for each in fields) + "}")
    values = {each: f"{each} " + "long" * 40 for each in fields}
    added = database.graphql(
        "mutation($i: [AddWideInput!]!) { addWide(input: $i) { numUids } }", {"i": [{"name": "a", **values}]}
    )
    assert "errors" not in added
    [found] = database.graphql(f"{{ queryWide {{ {' '.join(fields)} }} }}")["data"]["queryWide"]
    assert found == values


@pytest.mark.parametrize("filtered", [None, {"text": {"eq": "a\0"}}, {"key": {"in": ["a\0"]}}])
def test_the_character_0_is_refused(things: Database, filtered: Any) -> None:
    query = "query($f: ThingFilter) { queryThing(filter: $f) { key } }"
    answer = _add(things, {"key": "a\0b"}) if filtered is None else things.graphql(query, {"f": filtered})
    assert "U+0000" in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_texts_are_ordered_by_code_points(things: Database) -> None:
    texts = ["", " a", "A", "Z", "_", "a", "a b", "ab", "z", "ß", "é", "中", "\U0001f600"]
    _add(things, *({"key": str(number), "text": text} for number, text in enumerate(reversed(texts))))
    _add(things, {"key": "none"}, {"key": "nor"})
    ascending = [str(len(texts) - 1 - number) for number in range(len(texts))]
    assert _keys(things, order={"asc": "text"}) == [*ascending, "none", "nor"]
    assert _keys(things, order={"desc": "text"}) == [*reversed(ascending), "none", "nor"], "missing values are last"
    assert _keys(things, filter={"text": {"between": {"min": "a", "max": "b"}}}, order={"asc": "text"}) == [
        "7",
        "6",
        "5",
    ]


def test_numbers_keep_every_digit(things: Database) -> None:
    largest, smallest = 2**63 - 1, -(2**63)
    ratios = {"a": 5e-324, "b": 1.7976931348623157e308, "c": 0.1, "d": 1 / 3, "e": -1e-7, "f": 123456789.12345679}
    _add(things, {"key": "max", "num": str(largest)}, {"key": "min", "num": str(smallest)})
    _add(things, *({"key": key, "ratio": ratio} for key, ratio in ratios.items()))
    found = things.graphql("{ queryThing { key num ratio } aggregateThing { numMax numMin } }")["data"]
    shown = {each["key"]: each for each in found["queryThing"]}
    assert [int(shown[key]["num"]) for key in ("max", "min")] == [largest, smallest]
    assert {key: shown[key]["ratio"] for key in ratios} == ratios
    assert [int(each) for each in found["aggregateThing"].values()] == [largest, smallest]
    assert _keys(things, filter={"num": {"gt": str(largest - 1)}}) == ["max"]
    assert _keys(things, filter={"ratio": {"eq": 0.1}}) == ["c"]
    assert _keys(things, order={"asc": "num"})[:2] == ["min", "max"]
    assert "64 bits" in json.dumps(_add(things, {"key": "more", "num": str(largest + 1)}))


def test_times_keep_nanoseconds_and_offsets(things: Database) -> None:
    times = {
        "first": "0001-01-01T00:00:00.000000001Z",
        "east": "2020-01-01T00:00:00.123456789+05:30",
        "same": "2019-12-31T18:30:00.123456789Z",
        "next": "2019-12-31T18:30:00.12345679Z",
        "last": "9999-12-31T23:59:59.999999999Z",
    }
    _add(things, *({"key": key, "at": at} for key, at in times.items()))
    found = things.graphql("{ queryThing(order: {asc: at}) { key at } aggregateThing { atMin atMax } }")["data"]
    assert [(each["key"], each["at"]) for each in found["queryThing"]] == list(times.items())
    assert found["aggregateThing"] == {"atMin": times["first"], "atMax": times["last"]}
    assert sorted(_keys(things, filter={"at": {"eq": "2020-01-01T00:00:00.123456789+05:30"}})) == ["east", "same"]
    assert _keys(
        things,
        filter={
            "at": {
                "gt": times["same"],
            }
        },
        order={"desc": "at"},
    ) == ["last", "next"]
