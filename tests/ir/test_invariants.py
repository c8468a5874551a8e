"""Each rule of the IR, broken once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

import graphwright
from graphwright.ir.invariants import check_invariants
from graphwright.ir.mutations import DeleteNodes, Mutations, PayloadNumber, PayloadText
from graphwright.ir.nodes import (
    Aggregate,
    AggregateItem,
    Along,
    And,
    ByUid,
    Compare,
    Condition,
    Count,
    HasTokens,
    HasValue,
    Lies,
    Nested,
    Not,
    OfType,
    OrderBy,
    Output,
    Page,
    Param,
    Query,
    Related,
    Select,
    ShapeValue,
    TextTest,
    TypeName,
    Uid,
    Value,
)
from graphwright.model.catalog import Catalog
from graphwright.model.values import ValueKind

_schema = """
type Film {
  id: ID!
  title: String! @search(by: [term])
  titleDe: String @dgraph(pred: "Film.title@de")
  year: Int @search
  aliases: [String]
  director: Person @hasInverse(field: films)
}
type Person { id: ID! name: String! films: [Film] }
"""
_param = Param(slot=0, convert=lambda value: value, label="value")
_films = Select(source=OfType(node_type="Film"), api_type="Film")
_title = Value(key="title", predicate="Film.title", kind=ValueKind.STRING)


@pytest.fixture(scope="module")
def catalog() -> Iterator[Catalog]:
    with closing(graphwright.open(":memory:")) as database:
        database.alter(_schema)
        yield database.catalog


def _query(*output: Output, **changes: Any) -> Query:
    return Query(roots=(Nested(key="films", select=replace(_films, output=output, **changes)),))


def _where(condition: Condition) -> Query:
    return _query(_title, condition=condition)


def _aggregate(*items: AggregateItem, **changes: Any) -> Query:
    return Query(roots=(Aggregate(key="all", select=replace(_films, **changes), items=items),))


def test_a_sound_query_passes(catalog: Catalog) -> None:
    director = Nested(
        key="director", select=Select(source=Along(predicate="Film.director"), api_type="Person", is_single=True)
    )
    condition = And(
        parts=(
            Not(part=HasValue(predicate="Film.year")),
            Related(predicate="Film.director", node_type=None, condition=None),
        )
    )
    query = _query(
        _title,
        director,
        Uid(key="id"),
        condition=condition,
        order=(OrderBy(predicate="Film.title", is_descending=True, languages=("de",)),),
        page=Page(first=_param, offset=_param),
    )
    check_invariants(query, catalog)


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        (_query(_title, replace(_title, predicate="Film.year", kind=ValueKind.INT)), "response keys are unique"),
        (Query(roots=(Nested(key="a", select=_films), Nested(key="a", select=_films))), "response keys are unique"),
        (_query(replace(_title, only_on=("Film",)), _title), "response keys are unique"),
        (_query(replace(_title, only_on=("Film",)), replace(_title, only_on=("Film",))), "response keys are unique"),
        (_query(replace(_title, only_on=("Nobody",))), "a type of the catalog"),
        (_query(_title, source=Along(predicate="Person.films")), "hangs on nothing"),
        (_query(_title, source=OfType(node_type="Nobody")), "is a type of the catalog"),
        (_query(_title, source=ByUid(uids=_param, node_type="Nobody")), "is a type of the catalog"),
        (_query(replace(_title, predicate="Film.none")), "is a predicate of the catalog"),
        (_query(replace(_title, kind=ValueKind.INT)), "as what it is"),
        (_query(replace(_title, is_list=True)), "as a list if it is one"),
        (_query(replace(_title, predicate="Film.year", kind=ValueKind.INT, languages=("de",))), "language tags"),
        (_query(_title, order=(OrderBy(predicate="Film.aliases", is_descending=False),)), "order is by single values"),
        (_query(_title, order=(OrderBy(predicate="Film.director", is_descending=False),)), "is a reference"),
        (_query(_title, order=(OrderBy(predicate="Film.year", is_descending=False),) * 2), "each key once"),
        (_query(_title, page=Page(first=_param, last=_param)), "from the start or from the end"),
        (_query(_title, page=Page()), "without bounds"),
        (_query(_title, page=Page(first=_param), is_single=True), "one node has no pages"),
        (
            _query(_title, page=Page(last=_param), order=(OrderBy(predicate="Film.year", is_descending=False),)),
            "goes by uid",
        ),
        (_query(Nested(key="x", select=Select(source=Along(predicate="Film.title"), api_type=None))), "is a reference"),
        (
            _query(Nested(key="x", select=replace(_films, is_single=True), is_element_required=True)),
            "is one node, not a list",
        ),
        (_where(And(parts=())), "joins something"),
        (_where(Compare(predicate="Film.director", operator="eq", value=_param)), "no value to compare"),
        (_where(HasTokens(predicate="Film.year", index="term", mode="all", lead=_param)), "asked of an index"),
        (_where(TextTest(predicate="Film.year", test="regexp", asked=_param)), "has no text to test"),
        (_where(TextTest(predicate="Film.aliases", test="regexp", asked=_param, languages=("de",))), "language tags"),
        (
            _where(
                Lies(
                    predicate="Film.title", index="point", relation="near", question=_param, cells=_param, around=_param
                )
            ),
            "holds no shapes",
        ),
        (_query(ShapeValue(key="p", predicate="Film.title", type_name="Point", members=())), "holds no shapes"),
        (_where(Related(predicate="Film.year", node_type=None, condition=None)), "is a reference"),
        (_aggregate(AggregateItem(key="m", function="max")), "is one of something"),
        (_aggregate(AggregateItem(key="s", function="sum", predicate="Film.title")), "is no number"),
        (_aggregate(AggregateItem(key="m", function="min", predicate="Film.aliases")), "is a list and has no min"),
        (_aggregate(AggregateItem(key="m", function="min", predicate="Film.director")), "is a reference"),
        (
            _aggregate(AggregateItem(key="m", function="min", predicate="Film.year"), page=Page(first=_param)),
            "only the number of nodes",
        ),
        (_aggregate(AggregateItem(key="c", function="count"), output=(_title,)), "asks for aggregates"),
        (_query(Count(key="n", select=replace(_films, output=(_title,)))), "is a number"),
        (_query(TypeName(key="t", candidates=())), "has a type to show"),
        (Query(roots=(TypeName(key="t", candidates=(("A", "A"), ("B", "B"))),)), "is known"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_broken_rule_is_named(query: Query, rule: str, catalog: Catalog) -> None:
    with pytest.raises(AssertionError, match=rule):
        check_invariants(query, catalog)


def test_mutations_are_checked_too(catalog: Catalog) -> None:
    delete = DeleteNodes(key="deleteFilm", api_type="Film", select=_films, payload=(PayloadNumber(key="n"),))
    check_invariants(Mutations(roots=(delete,)), catalog)
    twice = replace(delete, payload=(PayloadNumber(key="n"), PayloadText(key="n")))
    with pytest.raises(AssertionError, match="response keys are unique"):
        check_invariants(Mutations(roots=(twice,)), catalog)
    nowhere = replace(delete, select=replace(_films, source=Along(predicate="Person.films")))
    with pytest.raises(AssertionError, match="hang on nothing"):
        check_invariants(Mutations(roots=(nowhere,)), catalog)
