"""Plans of several steps, run against a real store: relation to statement, Verify, Remote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import literal_column, select

import graphwright
from graphwright.engine.drivers import run_blocking
from graphwright.engine.steps import run_steps
from graphwright.ir.nodes import ByUid, Nested, OfType, OrderBy, Page, Param, Query, Select, Uid, Value
from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.plan.reading import Prepared, plan_read, prepare
from graphwright.plan.steps import Remote, Sql, StepPlan, Verify, check_plan
from graphwright.shape.merging import mark, merge_remote, placeholder_text

_schema = "type Film { id: ID! title: String! @id year: Int @search }"
_films = [("Alien", 1979), ("Aliens", 1986), ("Brazil", 1985), ("Blade Runner", 1982)]


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        films = [{"title": title, "year": year} for title, year in _films]
        answer = database.graphql("mutation($i: [AddFilmInput!]!) { addFilm(input: $i) { numUids } }", {"i": films})
        assert answer == {"data": {"addFilm": {"numUids": 4}}}
        yield database


def _titles(database: graphwright.Database) -> Prepared:
    """A statement that gives (uid, title) of every film: candidates for a test that SQL cannot do."""
    environment = database.compiler.loaded.environment
    home = environment.catalog.predicates["Film.title"].home
    assert isinstance(home, ColumnHome)
    table = environment.tables.family(home.table)
    statement = select(table.c.uid, table.c[home.column]).where(table.c[home.column].is_not(None))
    return prepare(environment.storage.compile(statement), environment.scope(), environment.storage)


def _ordered_page(database: graphwright.Database, first: int) -> Prepared:
    """The verified films, ordered and paged: reads the relation as one array parameter in slot 0."""
    uids = Param(slot=0, convert=lambda value: value, label="relation")
    one = Param(slot=0, convert=lambda _: first, label="page size")
    chosen = Select(
        source=ByUid(uids=uids, node_type="Film"),
        api_type="Film",
        order=(OrderBy(predicate="Film.year", is_descending=True),),
        page=Page(first=one),
        output=(Value(key="title", predicate="Film.title", kind=ValueKind.STRING), Uid(key="id")),
    )
    return plan_read(Query(roots=(Nested(key="films", select=chosen),)), database.compiler.loaded.environment).statement


def _run(database: graphwright.Database, plan: StepPlan) -> tuple[int, str]:
    result: Any = run_blocking(run_steps(plan, []), database._readers, database._writer)
    return result  # type: ignore[no-any-return]


def test_a_relation_feeds_the_next_statement_and_verify_comes_before_order_and_page(
    database: graphwright.Database,
) -> None:
    is_match = re.compile("A.ien").match
    plan = StepPlan(
        steps=(
            Sql(statement=_titles(database), result="candidates"),
            Verify(relation="candidates", test=lambda title: is_match(title) is not None),
            Sql(statement=_ordered_page(database, 1), result=None, takes=("candidates",)),
        )
    )
    version, text = _run(database, plan)
    # Paged before Verify, the newest film would have been taken from all four.
    assert text == '{"films":[{"title":"Aliens","id":"0x2"}]}'
    assert version == database.catalog.version


def test_a_remote_value_is_merged_where_sql_left_its_place(database: graphwright.Database) -> None:
    environment = database.compiler.loaded.environment
    home = environment.catalog.predicates["Film.title"].home
    assert isinstance(home, ColumnHome)
    table = environment.tables.family(home.table)
    text = (
        literal_column(f"'{{\"score\":{placeholder_text('score')}'")
        .concat(table.c.uid)
        .concat(literal_column(f"'{mark}}}'"))
    )
    answer: Any = select(literal_column("7"), text).where(table.c[home.column] == literal_column("'Brazil'"))
    statement = prepare(environment.storage.compile(answer), environment.scope(), environment.storage)
    asked: list[list[tuple[int, Any]]] = []

    def call(relation: list[tuple[int, Any]]) -> dict[int, str]:
        asked.append(relation)
        return {uid: str(len(title)) for uid, title in relation}

    plan = StepPlan(
        steps=(
            Sql(statement=_titles(database), result="films"),
            Sql(statement=statement, result=None),
            Remote(relation="films", placeholder="score", call=call),
        )
    )
    assert _run(database, plan) == (7, '{"score":6}')
    assert len(asked) == 1
    assert sorted(title for _, title in asked[0]) == ["Alien", "Aliens", "Blade Runner", "Brazil"]


def test_a_place_without_a_remote_value_is_null() -> None:
    place = placeholder_text("score") + "5" + mark
    assert merge_remote('{"a":' + place + "}", {}) == '{"a":null}'
    assert merge_remote('{"a":1}', {"score": {5: "2"}}) == '{"a":1}'


def test_a_step_that_reads_what_nobody_made_is_our_own_bug(database: graphwright.Database) -> None:
    plan = StepPlan(steps=(Sql(statement=_titles(database), result=None, takes=("nobody",)),))
    with pytest.raises(AssertionError, match="nobody"):
        check_plan(plan)


def test_every_film_is_there(database: graphwright.Database) -> None:
    every = Select(
        source=OfType(node_type="Film"),
        api_type="Film",
        output=(Value(key="title", predicate="Film.title", kind=ValueKind.STRING),),
    )
    plan = plan_read(Query(roots=(Nested(key="films", select=every),)), database.compiler.loaded.environment)
    _, text = _run(database, StepPlan(steps=(Sql(statement=plan.statement, result=None),)))
    assert text.count("title") == len(_films)
