"""`after` and `before` beside `orderBy`: by the value, the missing ones last, then by the ID, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

import graphwright
from graphwright.ir.dump import dump_condition
from graphwright.ir.existence import OrderBeyond
from graphwright.ir.nodes import And, Param
from graphwright.model.caller import Caller
from graphwright.model.keys import KeyKind
from tests.auth.test_permission_endpoint import ask

_types = """
type Film{} {{
  id: ID!
  title: String @dgraph(pred: "Film.title@de")
  score: Float
  at: DateTime
  studio: Studio
}}
type Studio {{ id: ID! name: String films: [Film] @hasInverse(field: studio) }}
"""
_values = (  # title, score, at: equal ones, missing ones, an instant written in two ways
    ("b", 2.5, "2020-01-01T00:00:00Z"),
    (None, 2.5, "2020-01-01T02:00:00+02:00"),
    ("a", None, None),
    ("b", 7, "2021-01-01T00:00:00Z"),
    (None, 2.5, "2019-12-31T23:00:00Z"),
    ("Ä", None, "2020-01-01T00:30:00+00:30"),
)


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_types.format(""))
        films = [dict(zip(("title", "score", "at"), values, strict=True)) for values in _values]
        added = database.graphql(
            """mutation($films: [AddFilmInput!]!) {
              addFilm(input: $films) { numUids } addStudio(input: {}) { numUids }
            }""",
            {"films": films},
        )
        assert "errors" not in added
        yield database


@pytest.fixture(scope="module")
def key(database: graphwright.Database) -> str:
    return database.create_key(KeyKind.ADMIN)[1]


def in_order(database: graphwright.Database, order: str) -> list[str]:
    name, _, direction = order.rpartition("_")
    if name == "id":
        ids = in_order(database, "score_ASC")
        return sorted(ids, key=lambda each: int(each, 16), reverse=direction == "DESC")
    found = database.graphql(f"{{ queryFilm(order: {{{direction.lower()}: {name}}}) {{ id }} }}")["data"]
    return [film["id"] for film in found["queryFilm"]]


@pytest.mark.parametrize("order", [f"{n}_{d}" for n, d in product(("title", "score", "at", "id"), ("ASC", "DESC"))])
def test_what_comes_after_and_before_a_node(database: graphwright.Database, key: str, order: str) -> None:
    """As many as stand there in the list of the same order, for each place."""
    ids = in_order(database, order)
    assert len(ids) == len(_values)
    asked, expected = [], {}
    for place, film in enumerate(ids):
        for side, count in (("after", len(ids) - place - 1), ("before", place)):
            for skip in (count - 1, count):
                if skip >= 0:
                    name = f"{side}{place}_{skip}"
                    asked.append(f'{name}: SomeFilmExists(orderBy: {order}, {side}: "{film}", skip: {skip})')
                    expected[name] = skip < count
    between = f'between: SomeFilmExists(orderBy: {order}, after: "{ids[1]}", before: "{ids[4]}", skip: '
    asked += [f"{between}1)", f"{between}2)".replace("between", "beyond", 1)]
    expected |= {"between": True, "beyond": False}
    answer = ask(database, "{" + " ".join(asked) + "}", key).json()
    assert answer == {"data": expected}


@pytest.mark.parametrize("cursor", ["0xfffffff", "no ID", "studio"])
def test_nothing_comes_after_or_before_what_is_no_node_of_the_type(
    database: graphwright.Database, key: str, cursor: str
) -> None:
    if cursor == "studio":
        cursor = database.graphql("{ queryStudio { id } }")["data"]["queryStudio"][0]["id"]
    for side, order in product(("after", "before"), ("score_ASC", "title_DESC", "id_DESC")):
        assert ask(database, f'{{ e: SomeFilmExists(orderBy: {order}, {side}: "{cursor}") }}', key).json() == {
            "data": {"e": False}
        }


def test_a_permission_may_ask_for_a_place_in_an_order(database: graphwright.Database) -> None:
    """Also of the very node, and of others beside it."""
    ids = in_order(database, "score_DESC")
    own = f'SomeFilmExists(filter: {{id: $node_id}}, orderBy: score_DESC, after: "{ids[0]}", before: "{ids[4]}")'
    other = f'SomeFilmExists(filter: {{score_gt: 3}}, orderBy: score_ASC, after: "{ids[3]}")'
    database.alter(
        _types.format(f' @permission(on: [READ], query: """query($node_id: ID!) {{ a: {own} b: {other} }}""")')
    )
    try:
        found = database.graphql("{ queryFilm(order: {desc: score}) { id } }", caller=Caller(claims={}))
        assert [film["id"] for film in found["data"]["queryFilm"]] == ids[1:4]
    finally:
        database.alter(_types.format(""))


def test_it_is_shown_as_what_it_asks() -> None:
    """The text of the meaning, which golden files and `explain` show."""
    uid = Param(slot=0, convert=str, label="uid")
    by_score = OrderBeyond(node_type="Film", predicate="Film.score", uid=uid, is_after=True, is_descending=True)
    by_uid = OrderBeyond(node_type="Film", predicate=None, uid=uid, is_after=False)
    shown = "\n".join(dump_condition(And(parts=(by_score, by_uid))).splitlines())
    assert "after Film $0" in shown and "by Film.score desc, uid" in shown
    assert "before Film $0" in shown and "by uid" in shown
