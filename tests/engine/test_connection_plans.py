"""A page of a connection is found by searches in the order's index, wherever it is; only what is shown is sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.model.caller import trusted

_schema = """
type Film { title: String @search(by: [exact]) year: Int @search rating: Float @search released: DateTime @search }
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(_schema)
        films = [
            {"title": f"t{number}", "year": number % 7, "rating": number / 3} if number % 4 else {"title": "none"}
            for number in range(60)
        ]
        answer = opened.graphql("mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", {"f": films})
        assert "errors" not in answer
        yield opened


def _plan_of(database: Database, text: str, variables: dict[str, Any]) -> list[str]:
    """What the database says of how it runs the request's statement, a line per step."""
    compiler = database.compiler
    request = GraphqlRequest(query=text, variables=variables)
    compiled = compiler.compile(compiler.text(request), request, trusted)
    assert compiled.plan.read is not None
    statement = compiled.plan.read.statement
    storage = compiler.loaded.environment.storage
    reader = storage.open_reader()
    try:
        if storage.capabilities.chooses_plans:
            # The table is small: what the planner can do is asked, not what it likes.
            for setting in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
                reader.rows(f"SET {setting} TO off")
            rows = reader.rows(f"EXPLAIN (COSTS OFF) {statement.text}", statement.arguments(compiled.values))
            return [row[0] for row in rows]
        rows = reader.rows(f"EXPLAIN QUERY PLAN {statement.text}", statement.arguments(compiled.values))
        return [row[3] for row in rows]
    finally:
        reader.close()


@pytest.mark.parametrize("order", ["{desc: rating}", "{asc: year}", "{desc: title}", "{asc: released}", ""])
@pytest.mark.parametrize("size", ["first", "last"])
def test_a_page_is_a_search(database: Database, order: str, size: str) -> None:
    shown = f", order: {order}" if order else ""
    place = "after" if size == "first" else "before"
    text = f"query($c: String) {{ queryFilmConnection({size}: 3, {place}: $c{shown}) {{ edges {{ cursor }} }} }}"
    cursors = [edge["cursor"] for edge in database.graphql(text)["data"]["queryFilmConnection"]["edges"]]
    plan = _plan_of(database, text, {"c": cursors[1]})
    is_sqlite = not any("CTE" in line for line in plan)
    scans = [line for line in plan if re.search(r"\bt\d+\b", line) and "PRIMARY" not in line]
    assert scans or not order, plan
    if is_sqlite:
        assert all(line.startswith("SEARCH") and "INDEX" in line for line in scans), plan
        assert sum("TEMP B-TREE" in line for line in plan) <= 1, plan
        return
    assert not any("Seq Scan on film" in line for line in plan), plan
    ranges = "\n".join(plan).split("CTE page")[0]
    # An index holds the beginnings of texts: those that share one are sorted, and those with the place's own text.
    assert len(re.findall(r"-> +Sort$", ranges, re.MULTILINE)) <= ("title" in order), plan
    assert not order or ranges.count("Index Cond") == len(scans), plan
