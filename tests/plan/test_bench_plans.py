"""An index serves every request of the bench, on both databases: none reads or sorts a whole table where one gives it.

The data are those of the bench, small. PostgreSQL scans small tables because they are small, so scans are forbidden
there: what the planner can do is asked, not what it likes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import graphwright
from bench.data import prepare_data
from bench.groups import FILMS
from bench.pages import FIRST_PAGE
from bench.workloads import WORKLOADS, Inputs, Single
from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.ir.nodes import TypeName
from graphwright.model.caller import anonymous
from graphwright.storage.writing.session import Session
from tests.storages import store_addresses

_scale = 0.04  # 2,000 films

served_by = {
    "person_by_id": {"ix_21_back"},
    "person_by_key": {"gw_keys", "ix_21_back"},
    "search_rare": {"tokens_term_film_title_6", "ix_22_back"},
    "search_medium": {"ix_22_back"},
    "search_frequent": {"ix_22_back"},
    "page_by_year": {"ix_7_up", "ix_22_back"},
    "order_three_values": {"ix_10_down"},
    "order_half_missing": {"ix_11_down"},
    "flat_rows": set(),  # in the order of the table
    "aggregate": {"ix_13_up"},
    "two_hop": {"gw_keys", "edges_film_genres_24_back"},
    "filter_5": {"ix_13_up"},
    "filter_5000": set(),  # the tag's index or the order's: both are short
    "filter_25000": set(),
    "relation_few": {"gw_keys", "ix_14_back"},
    "relation_many": {"gw_keys", "edges_film_genres_24_back"},
    "relation_aggregate": {"gw_keys", "edges_film_genres_24_back"},
    "group_by": {"ix_13_up"},
    "connection_page_1": {"ix_8_down"},
    "connection_page_1000": {"ix_8_down"},
    "update": {"gw_keys"},
}
"""The indexes without which the request would take longer the more there is. (`group_by_month` is about all films.)"""
in_order = {"page_by_year", "order_three_values", "order_half_missing", "flat_rows", "connection_page_1"}
"""Their pages come out of an index in the order asked for: nothing is sorted but what is shown."""
_large = r"(film_1|person_2|role_3|gw_keys|gw_memberships|tokens_term_film_title_6|edges_film_genres_24)\b"


@dataclass(frozen=True)
class Films:
    """A store with the bench's data."""

    database: Database
    inputs: Inputs


@pytest.fixture(scope="module", params=["file", "postgres"])
def films(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Films]:
    folder: Path = tmp_path_factory.mktemp("plans")
    data, facts = prepare_data(folder, _scale)
    for address in store_addresses(request.param, folder):
        command = [str(Path(sys.executable).parent / "graphwright"), "load", str(data), "--schema", str(FILMS.schema)]
        subprocess.run([*command, "--store", address], check=True, capture_output=True)
        with graphwright.open(address) as database:
            person = database.graphql("{ queryPerson(first: 1) { id } }")["data"]["queryPerson"][0]["id"]
            page = database.graphql(FIRST_PAGE)["data"]["queryFilmConnection"]
            cursors = (page["pageInfo"]["endCursor"],)
            yield Films(database, Inputs(facts=facts, person_ids=(person,), film_cursors=cursors))


def test_all_are_looked_at() -> None:
    plain = {workload.name for workload in WORKLOADS if isinstance(workload, Single)}
    assert plain - served_by.keys() == {"group_by_month", "add", "add_nested", "add_deep", "upsert"}


@pytest.mark.parametrize("name", served_by)
def test_an_index_serves(films: Films, name: str) -> None:
    plans = _plans(films, name)
    assert plans
    for plan in plans:
        text = "\n".join(plan)
        missing = [index for index in served_by[name] if not re.search(rf"\b{index}(_pkey)?\b|{_sqlite[index]}", text)]
        assert not missing, text
        scans = [line for line in plan if re.search(rf"Seq Scan on {_large}", line) or re.match(r"SCAN t\d+$", line)]
        assert scans == ["SCAN t1"] * len(scans) * (name == "flat_rows"), text
        if name in in_order:
            assert not _sorts_of_a_table(plan), text


_sqlite = {index: r"(?!)" for found in served_by.values() for index in found} | {
    "gw_keys": r"SEARCH gw_keys USING PRIMARY KEY",
    "tokens_term_film_title_6": r"USING PRIMARY KEY \(token=\?\)",
}
"""How SQLite names those that are a table's own key; nothing for the others."""


def _plans(films: Films, name: str) -> list[list[str]]:
    """What the database says of how it runs the statements of a workload's first request."""
    workload = next(workload for workload in WORKLOADS if workload.name == name)
    call = next(workload.calls(films.inputs, "plans"))
    request = GraphqlRequest(query=call.text, variables=call.variables)
    compiler = films.database.compiler
    compiled = compiler.compile(compiler.text(request), request, anonymous)
    read, write = compiled.plan.read, compiled.plan.write
    if read is not None:
        statements = [read.statement]
    else:
        assert write is not None
        targets = [None if isinstance(step, TypeName) else step.targets for step in write.steps]
        statements = [target for target in targets if target is not None]
    return [_plan(films.database, one.text, one.arguments(compiled.values)) for one in statements]


def _plan(database: Database, text: str, arguments: Any) -> list[str]:
    storage = database.compiler.loaded.environment.storage
    reader = storage.open_reader()
    try:
        if not storage.capabilities.chooses_plans:
            return [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {text}", arguments)]
        reader.rows("SET enable_seqscan TO off")
        return [row[0] for row in reader.rows(f"EXPLAIN (COSTS OFF) {text}", arguments)]
    finally:
        reader.close()


def _sorts_of_a_table(plan: list[str]) -> list[str]:
    """Sorts of all that a table holds, of which a page is then cut.

    Some rows more of an index that holds only the beginnings of texts may be sorted ("Incremental Sort").
    """
    found = [line for line in plan if "TEMP B-TREE FOR ORDER BY" in line]
    depths = [len(line) - len(line.lstrip()) for line in plan]
    limits: list[int] = []
    for place, line in enumerate(plan):
        limits = [depth for depth in limits if depth < depths[place]]
        if re.match(r"(-> +)?Limit$", line.strip()):
            limits.append(depths[place])
        elif limits and re.match(r"(-> +)?Sort$", line.strip()):
            deeper = (at for at in range(place + 1, len(plan)) if depths[at] <= depths[place])
            under = plan[place + 1 : next(deeper, len(plan))]
            found += [inner for inner in under if re.search(rf"Scan.* on {_large}", inner)]
    return found


def test_keys_are_looked_up_by_one_search_however_many(films: Films, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, dict[str, Any]]] = []
    query = Session.query

    def noting(session: Session, key: Any, build: Callable[[], Any], **values: Any) -> Any:
        if key == "look up keys":
            asked.append((build(), values))
        return query(session, key, build, **values)

    monkeypatch.setattr(Session, "query", noting)
    workload = next(workload for workload in WORKLOADS if workload.name == "add_nested")
    call = next(workload.calls(films.inputs, "plans"))
    assert films.database.graphql(call.text, call.variables)["data"]["addFilm"]["numUids"] == 100
    statement, values = asked[-1]
    compiled = films.database.storage.compile(statement)
    plan = "\n".join(_plan(films.database, compiled.text, compiled.arguments(values)))
    assert re.search(r"gw_keys_pkey|SEARCH gw_keys USING PRIMARY KEY \(scope=\? AND value=\?\)", plan), plan
    assert not re.search(r"Join|Nested Loop|SCAN gw_keys", plan), plan
