"""DQL's statements: one per block, by the right index, on both databases; the plans of a text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pytest
from sqlalchemy.sql import ClauseElement

import graphwright
from graphwright import limits
from graphwright.bind.dql.documents import bind_query, supported_query
from graphwright.engine.dql import execute_dql
from graphwright.engine.dql_texts import DqlEntry, DqlText
from graphwright.engine.execution import Read
from graphwright.lang.dql import parse_dql
from graphwright.model.caller import trusted
from graphwright.plan.reading import plan_read
from graphwright.plan.scope import Environment
from graphwright.storage.compiling import compile_statement
from graphwright.storage.interface import CompiledSql, OutdatedSchema, SqlValue
from graphwright.storage.postgres.compiler import GraphwrightPostgresDialect
from graphwright.storage.postgres.storage import capabilities
from graphwright.storage.tables import Tables

SCHEMA = """
type Film {
  code: String! @id
  title: String @search(by: [exact])
  titleFr: String @dgraph(pred: "Film.title@fr")
  year: Int @search
  plain: String @search(by: [term])
  tags: [String] @search(by: [hash])
  genres: [Genre] @hasInverse(field: films)
  studio: Studio @hasInverse(field: films)
}
type Genre { label: String! @id  films: [Film] }
type Studio { label: String! @id  films: [Film] }
"""


@pytest.fixture
def store() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        film = '{code: "a", title: "A", year: 1, tags: ["x"], genres: [{label: "g"}], studio: {label: "s"}}'
        assert "errors" not in database.graphql(f"mutation {{ addFilm(input: [{film}]) {{ numUids }} }}")
        yield database


def reads_of(store: graphwright.Database, query: str, variables: dict[str, str] | None = None) -> list[Read]:
    """What a query reads, in order."""
    work = execute_dql(store, query, variables)
    reads: list[Read] = []
    connection = store.storage.open_reader()
    try:
        asked: Any = next(work)
        while True:
            assert isinstance(asked, Read)
            reads.append(asked)
            asked = work.send(connection.rows(asked.text, asked.arguments))
    except StopIteration:
        return reads
    finally:
        connection.close()


def access_of(store: graphwright.Database, query: str) -> list[str]:
    """How SQLite reads the rows of a query's one statement."""
    [read] = reads_of(store, query)
    connection = store.storage.open_reader()
    try:
        plan = [str(row[3]) for row in connection.rows(f"EXPLAIN QUERY PLAN {read.text}", read.arguments)]
    finally:
        connection.close()
    found = [line for line in plan if line.startswith(("SEARCH", "SCAN t"))]
    return [unnumbered(line) for line in found]


def unnumbered(sql: str) -> str:
    """Without the numbers of predicates and types, which every name of a table or column ends in."""
    return re.sub(r"_\d+", "", sql)


@pytest.mark.parametrize(
    ("root", "access"),
    [
        ('eq(Film.code, "a")', ["SEARCH gw_keys USING PRIMARY KEY (scope=? AND value=?)"]),
        ('eq(Film.title, "A")', ["SEARCH t1 USING COVERING INDEX ix_down (title=?)"]),
        ('eq(Film.title, "A", "B")', ["SEARCH t1 USING COVERING INDEX ix_down (title=?)"]),
        ("eq(Film.year, 1)", ["SEARCH t1 USING COVERING INDEX ix_down (year=?)"]),
        ('eq(Film.tags, "x")', ["SEARCH t1 USING COVERING INDEX ix_up (value=?)"]),
        ("has(Film.genres)", ["SCAN t1"]),
        ("has(Genre.films)", ["SCAN t1 USING COVERING INDEX edges_film_genres_back"]),
        ("has(Studio.films)", ["SEARCH t1 USING COVERING INDEX ix_back (studio>?)"]),
    ],
)
def test_a_root_function_reads_its_index_and_nothing_else(
    store: graphwright.Database, root: str, access: list[str]
) -> None:
    assert access_of(store, f"{{ q(func: {root}) {{ uid }} }}") == access


def test_the_root_function_drives_and_the_filter_checks(store: graphwright.Database) -> None:
    query = '{ q(func: eq(Film.title, "A"), first: 5) @filter(eq(Film.year, 1) or has(Film.genres)) { uid } }'
    assert access_of(store, query) == [
        "SEARCH t1 USING INDEX ix_down (title=?)",
        "SEARCH t4 USING PRIMARY KEY (src=?)",
    ]


def test_a_block_with_everything_is_one_statement(store: graphwright.Database) -> None:
    query = """{ q(func: type(Film), orderdesc: Film.title) @filter(has(Film.year)) {
        uid dgraph.type Film.title@fr Film.tags count(Film.genres)
        Film.genres (first: 2, orderasc: Genre.label) @filter(has(Genre.films)) { Genre.films { Film.code } }
        Film.studio { Studio.label }
    } }"""
    assert len(reads_of(store, query)) == 1


def test_a_filter_with_two_ways_counts_in_the_same_statement(
    store: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "{ q(func: type(Film), orderasc: Film.title, first: 1) @filter(eq(Film.year, 1)) { uid } }"
    [driving] = reads_of(store, query)
    assert "count(*)" in driving.text
    monkeypatch.setattr(limits, "driver_probe_rows_max", -1)
    again, counting, sizing, chosen = reads_of(store, query)
    assert again.text == driving.text
    assert all("count(" in each.text for each in (counting, sizing))
    assert "count(*)" not in chosen.text and "Film.title" not in counting.text + sizing.text


def test_values_never_stand_in_the_statement(store: graphwright.Database) -> None:
    query = """query q($v: string) { q(func: eq(Film.title, ["needle1", $v]), first: 77, offset: 88)
        @filter(eq(Film.plain, "needle2") or uid(0x1234)) { uid } }"""
    [read] = reads_of(store, query, {"$v": "needle3"})
    assert not any(value in read.text for value in ("needle", "77", "88", "4660"))
    assert [argument for argument in read.arguments if argument in (77, 88)] == [77, 88]


# ---- both databases -------------------------------------------------------------------------------


class CompilingStorage:
    """Compiles for PostgreSQL without a server."""

    capabilities = capabilities
    dialect = GraphwrightPostgresDialect()

    def compile(self, statement: ClauseElement) -> CompiledSql:
        return compile_statement(statement, self.dialect)

    def list_argument(self, values: Sequence[Any]) -> SqlValue:
        return list(values)


POSTGRES: Final = {
    'eq(Film.code, "a", "b")': "(SELECT DISTINCT gw_keys.uid AS uid \nFROM gw_keys",
    'eq(Film.title, "A")': "FROM film AS t1 \nWHERE (left(t1.title, 128) = left(",
    "has(Film.genres)": "(SELECT DISTINCT t1.src AS src \nFROM edges_film_genres AS t1)",
    "has(Film.title@.)": "UNION SELECT",
    "uid(0x1)": "unnest(CAST($1 AS bigint[]))",
}


@pytest.mark.parametrize("root", list(POSTGRES))
def test_the_same_query_in_the_words_of_postgresql(store: graphwright.Database, root: str) -> None:
    document = supported_query(parse_dql(f"{{ q(func: {root}) {{ uid Film.title Film.studio {{ Studio.label }} }} }}"))
    query, _ = bind_query(document, store.catalog, ())
    environment = Environment(store.catalog, Tables(store.catalog), CompilingStorage())  # type: ignore[arg-type]
    text = unnumbered(plan_read(query, environment).statement.text)
    assert POSTGRES[root] in text
    assert """coalesce(',"Film.studio":' || nullif((SELECT""" in text
    assert "string_agg(nullif(" in text


# ---- plans ----------------------------------------------------------------------------------------


def test_a_text_is_planned_once_for_all_values_of_its_variables(store: graphwright.Database) -> None:
    query = "query q($t: string, $n: int) { q(func: eq(Film.title, $t), first: $n) { Film.code } }"
    hits = store.statistics().plan_hits
    assert store.dql(query, {"$t": "A", "$n": "1"})["data"] == {"q": [{"Film.code": "a"}]}
    assert store.statistics().plan_hits == hits
    assert store.dql(query, {"$t": "B", "$n": "2"})["data"] == {"q": []}
    assert store.statistics().plan_hits == hits + 1
    assert store.dql(query, {"$t": "A", "$n": "-1"})["data"] == {"q": [{"Film.code": "a"}]}
    assert store.statistics().plan_hits == hits + 1  # from the end: another statement
    assert store.dql(query, {"$t": "A", "$n": "3"})["data"] == {"q": [{"Film.code": "a"}]}
    assert store.statistics().plan_hits == hits + 2


def test_a_plan_runs_with_the_values_of_its_own_request(store: graphwright.Database) -> None:
    query = 'query q($t: string) { q(func: eq(Film.title, [$t, "C"])) { Film.code } }'
    store.dql(query, {"$t": "B"})
    entry = store.compiler.dql.find(DqlText(query))
    assert isinstance(entry, DqlEntry)
    compiled = store.compiler.dql.compile(entry, {"$t": "A"}, trusted)
    assert compiled.is_hit and compiled.plan.read is not None
    assert '["A","C"]' in compiled.plan.read.statement.arguments(compiled.values)


def test_an_alter_between_two_queries_is_seen_by_the_next(store: graphwright.Database) -> None:
    query = "{ q(func: has(Film.code)) { Film.code Film.fresh } }"
    assert store.dql(query)["data"] == {"q": [{"Film.code": "a"}]}
    store.alter(SCHEMA.replace("year: Int", "fresh: Int year: Int"))
    store.graphql('mutation { updateFilm(input: {filter: {code: {eq: "a"}}, set: {fresh: 7}}) { numUids } }')
    assert store.dql(query)["data"] == {"q": [{"Film.code": "a", "Film.fresh": 7}]}


def test_a_query_whose_plan_has_grown_old_is_planned_anew(store: graphwright.Database) -> None:
    work = execute_dql(store, "{ q(func: has(Film.code)) { Film.code } }", None)
    old = next(work)
    assert isinstance(old, Read)
    store.alter(SCHEMA + "type Late { name: String }")
    answer_of_newer_catalog = [(store.catalog.version, '{"q":[]}')]
    again = work.send(answer_of_newer_catalog)
    assert isinstance(again, Read)
    # A statement that names a table that is gone says the same.
    assert isinstance(work.throw(OutdatedSchema("no such table")), Read)
    with pytest.raises(StopIteration) as stopped:
        work.send([(store.catalog.version, '{"q":[]}')])
    assert stopped.value.value.body == b'{"data":{"q":[]},"extensions":{}}'


def test_deep_nesting_is_no_slower_than_its_depth(store: graphwright.Database) -> None:
    opening = "Film.genres { Genre.films { " * 11
    query = f'{{ q(func: eq(Film.code, "a")) {{ {opening} Film.code {"}" * 23} }}'
    assert "errors" not in store.dql(query)
    began = time.perf_counter()
    store.dql(query)
    # Doubled at each of its 22 levels it would take minutes.
    assert time.perf_counter() - began < 1
