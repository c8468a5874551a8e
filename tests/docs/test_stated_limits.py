"""The bounds of docs/limits.md hold: each one made small and then crossed, or seen at work.

`body_bytes_max`, `schema_bytes_max` and `schema_types_max` have their tests where they are checked.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from psycopg import errors

import graphwright
from graphwright import limits
from graphwright.engine.steps import _bounded
from graphwright.errors import LimitError, StoreBusyError
from graphwright.storage.postgres.address import parse_address
from graphwright.storage.postgres.problems import translated
from tests.docs.blocks import ROOT

SCHEMA = """
type Film {
  id: ID!
  title: String! @id @search(by: [term])
  year: Int @search
  a: Int b: Int c: Int d: Int e: Int f: Int
  next: Film
  films: [Film]
}
"""

NOT_IN_EFFECT: set[str] = set()
"""Bounds that nothing checks yet; docs/limits.md says so."""


@pytest.fixture
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        opened.graphql('mutation { addFilm(input: [{title: "one", year: 1}, {title: "two", year: 2}]) { numUids } }')
        yield opened


def refusal(answer: dict[str, Any]) -> str:
    """The message of the one error, which is that of a bound."""
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED", error
    return str(error["message"])


def nested(depth: int) -> str:
    return "{ queryFilm { " + "next { " * depth + "title" + " }" * depth + " } }"


CROSSED: dict[str, tuple[int, str, dict[str, Any] | None]] = {
    "query_text_bytes_max": (40, "{ queryFilm { title year title year title } }", None),
    "query_tokens_max": (5, "{ queryFilm { title year title year title } }", None),
    "query_depth_max": (3, nested(4), None),
    "query_fields_max": (4, "{ queryFilm { title year a b c } }", None),
    "filter_depth_max": (
        2,
        "query($f: FilmFilter) { queryFilm(filter: $f) { title } }",
        {"f": {"not": {"not": {"not": {"year": {"eq": 1}}}}}},
    ),
    "filter_terms_max": (
        3,
        "query($f: FilmFilter) { queryFilm(filter: $f) { title } }",
        {"f": {"or": [{"year": {"eq": number}} for number in range(4)]}},
    ),
    "list_values_max": (
        3,
        "query($years: [Int]) { queryFilm(filter: {year: {in: $years}}) { title } }",
        {"years": [1, 2, 3, 4]},
    ),
    "mutation_nodes_max": (
        2,
        'mutation { addFilm(input: [{title: "a"}, {title: "b"}, {title: "c"}]) { numUids } }',
        None,
    ),
    "mutation_depth_max": (
        1,
        'mutation { addFilm(input: [{title: "a", next: {title: "b", next: {title: "c"}}}]) { numUids } }',
        None,
    ),
    "string_bytes_max": (3, 'mutation { addFilm(input: [{title: "four"}]) { numUids } }', None),
}
"""Bound, a small value for it, and a request beyond it."""


@pytest.mark.parametrize("name", CROSSED)
def test_a_request_beyond_a_bound_is_refused_by_its_name(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bound, query, variables = CROSSED[name]
    assert "errors" not in database.graphql(query, variables)
    database.drop_data()
    monkeypatch.setattr(limits, name, bound)
    with graphwright.open(":memory:") as fresh:  # nothing compiled yet
        fresh.alter(SCHEMA)
        assert name in refusal(fresh.graphql(query, variables))
        monkeypatch.undo()
        assert fresh.graphql("{ aggregateFilm { count } }") == {"data": {"aggregateFilm": {"count": 0}}}


def test_answer_bytes_max(database: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "answer_bytes_max", 20)
    [error] = database.graphql("{ queryFilm { title year } }")["errors"]
    assert "over the limit of 20" in error["message"]


def test_read_ms_max(database: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    films = [{"title": f"film {number}", "year": number} for number in range(2_000)]
    database.graphql("mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", {"f": films})
    monkeypatch.setattr(limits, "read_ms_max", 0)
    assert "read_ms_max" in refusal(database.graphql("{ queryFilm(order: {desc: title}) { title year } }"))


def test_inline_read_ms_and_read_threads_max(database: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    films = [{"title": f"film {number}", "year": number} for number in range(2_000)]
    database.graphql("mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", {"f": films})
    monkeypatch.setattr(limits, "inline_read_ms", 0.0)
    monkeypatch.setattr(limits, "read_threads_max", 1)
    answer = asyncio.run(database.graphql_async("{ queryFilm(order: {desc: title}) { title year } }"))
    assert len(answer["data"]["queryFilm"]) == 2_002
    assert database.statistics().moved_to_thread == 1


def test_family_columns_max(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "family_columns_max", 4)
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        tables = {getattr(predicate.home, "table", None) for predicate in database.catalog.predicates.values()}
        assert len(tables) > 3  # families of four columns, and the edges
        database.graphql('mutation { addFilm(input: [{title: "t", a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}]) { numUids } }')
        assert database.graphql("{ queryFilm { a b c d e f } }")["data"]["queryFilm"] == [
            {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
        ]


@pytest.mark.parametrize(("batch", "commits"), [(1, 20), (64, 20)])
def test_write_batch_max(monkeypatch: pytest.MonkeyPatch, batch: int, commits: int) -> None:
    monkeypatch.setattr(limits, "write_batch_max", batch)
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        before = database.statistics().commits

        async def add_all() -> list[dict[str, Any]]:
            adding = 'mutation {{ addFilm(input: [{{title: "{}"}}]) {{ numUids }} }}'
            return await asyncio.gather(*(database.graphql_async(adding.format(n)) for n in range(20)))

        assert all("errors" not in answer for answer in asyncio.run(add_all()))
        done = database.statistics().commits - before
        assert done == commits if batch == 1 else done < commits


@pytest.mark.parametrize(
    "name",
    ["document_cache_entries_max", "plan_cache_entries_max", "cached_text_bytes_max", "plans_per_operation_max"],
)
def test_answers_do_not_depend_on_what_is_cached(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(limits, name, 1)
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        database.graphql('mutation { addFilm(input: [{title: "one", year: 1}]) { numUids } }')
        for _ in range(3):
            for field in ("title", "year", "a", "b"):
                [film] = database.graphql(f"{{ queryFilm {{ {field} }} }}")["data"]["queryFilm"]
                assert list(film) == [field]
                [row] = database.dql(f"{{ q(func: type(Film)) {{ uid x: Film.{field} }} }}")["data"]["q"]
                assert "uid" in row


def test_document_cache_entries_max(monkeypatch: pytest.MonkeyPatch) -> None:
    def hits(entries: int) -> int:
        monkeypatch.setattr(limits, "document_cache_entries_max", entries)
        with graphwright.open(":memory:") as database:
            database.alter(SCHEMA)
            for _ in range(2):
                for field in ("title", "year", "a"):
                    database.graphql(f"{{ queryFilm {{ {field} }} }}")
            return database.statistics().plan_hits

    assert (hits(2), hits(3)) == (0, 3)


@pytest.mark.parametrize("bound", [0, 1_000])
def test_driver_probe_rows_max_changes_no_answer(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch, bound: int
) -> None:
    monkeypatch.setattr(limits, "driver_probe_rows_max", bound)
    query = '{ queryFilm(filter: {title: {anyofterms: "one two"}}, order: {desc: year}, first: 1) { title } }'
    assert database.graphql(query)["data"]["queryFilm"] == [{"title": "two"}]


def test_uid_lease_uids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "uid_lease_uids", 3)
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        films = [{"title": str(number)} for number in range(10)]
        for part in (films[:2], films[2:4], films[4:]):  # the last is larger than a lease
            database.graphql("mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", {"f": part})
        ids = [film["id"] for film in database.graphql("{ queryFilm { id } }")["data"]["queryFilm"]]
        assert len(set(ids)) == 10


def changes_of(store: Path) -> list[Any]:
    rows = apsw.Connection(str(store)).execute("SELECT changes FROM gw_changes ORDER BY commit_ts").fetchall()
    return [json.loads(bytes(changes)) for (changes,) in rows if isinstance(changes, bytes)]


def test_changes_entries_max(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "changes_entries_max", 2)
    with graphwright.open(str(tmp_path / "films.db")) as database:
        database.alter(SCHEMA)
        database.graphql('mutation { addFilm(input: [{title: "a"}]) { numUids } }')
        database.graphql('mutation { addFilm(input: [{title: "b", year: 1}]) { numUids } }')
        kept = changes_of(tmp_path / "films.db")
    assert len(kept[-2]) == 2
    assert kept[-1] is None


def test_changes_kept_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "changes_kept_commits", 10)
    with graphwright.open(str(tmp_path / "films.db")) as database:
        database.alter(SCHEMA)
        for number in range(260):  # old ones are given up at every 256th commit
            database.graphql(f'mutation {{ addFilm(input: [{{title: "{number}"}}]) {{ numUids }} }}')
        assert len(changes_of(tmp_path / "films.db")) < 30


def test_index_batch_ms_changes_no_index(database: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "index_batch_ms", 0)
    films = [{"title": f"film {number}"} for number in range(1_200)]
    database.graphql("mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", {"f": films})
    database.alter("type Film { id: ID! title: String! @id year: Int }")
    database.alter("type Film { id: ID! title: String! @id @search(by: [term]) year: Int }")
    found = database.graphql('{ aggregateFilm(filter: {title: {anyofterms: "film"}}) { count } }')
    assert found == {"data": {"aggregateFilm": {"count": 1_200}}}


def test_relation_rows_max(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "relation_rows_max", 1)
    with pytest.raises(LimitError, match="relation_rows_max"):
        _bounded("found", [(1, None), (2, None)])


def test_write_wait_ms_max() -> None:
    """On PostgreSQL the server is told how long to wait, and says when it was too long."""
    told = translated(errors.LockNotAvailable("lock"), parse_address("postgresql://ann@localhost/films"))
    assert isinstance(told, StoreBusyError)
    assert f"{limits.write_wait_ms_max} ms (write_wait_ms_max)" in told.message


def sources() -> str:
    files = (file for file in (ROOT / "src/graphwright").rglob("*.py") if file.name != "limits.py")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_bound_is_checked_somewhere() -> None:
    text = sources()
    names = {name for name in vars(limits) if name.islower() and not name.startswith("_")} - {"annotations"}
    unused = {name for name in names if not re.search(rf"\blimits\.{name}\b", text)}
    assert unused == NOT_IN_EFFECT


def test_the_manual_says_which_bounds_are_not_in_effect() -> None:
    text = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
    marked = set(re.findall(r"^\| `(\w+)` .*\(not in effect yet\) \|$", text, re.MULTILINE))
    assert marked == NOT_IN_EFFECT
