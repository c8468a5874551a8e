"""`graphwright auth explain`: which rules let a caller's nodes through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphwright
from graphwright.cli.main import application
from graphwright.model.caller import Caller, anonymous
from tests.auth.matrix import admin, ann, eve, fill, rulings

_query = "{ queryNote(filter: {doc: {size: {ge: 1}}}) { title } }"


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        fill(database, rulings["role or owner"].schema("query update"))
        yield database


@pytest.mark.parametrize(
    ("caller", "counts"),
    [
        (ann, [(2, 0), (0, 0), (2, 3)]),
        (eve, [(0, 5), (0, 5), (0, 5)]),
        (admin, [(5, 0), (5, 0), (0, 0)]),
        (anonymous, [(0, 0), (0, 0), (0, 0)]),
    ],
)
def test_each_part_of_a_rule_is_counted(
    database: graphwright.Database, caller: Caller, counts: list[tuple[int, int]]
) -> None:
    found = database.explain_rules(_query, caller=caller)
    assert [(rule.passing, rule.stopped) for rule in found] == counts
    assert {(rule.type_name, rule.operation, rule.total) for rule in found} == {("Doc", "query", 5)}
    assert [(rule.depth, rule.text.split(" ")[0]) for rule in found] == [(0, "or"), (1, "{$ROLE:"), (1, "query")]


def test_what_is_done_to_nodes_chooses_the_rules(database: graphwright.Database) -> None:
    update = "mutation { updateDoc(input: {filter: {}, set: {size: 1}}) { doc { key } } }"
    found = database.explain_rules(update, caller=ann)
    assert [rule.operation for rule in found] == ["update"] * 3 + ["query"] * 3
    assert database.explain_rules("{ queryTeam { name } }", caller=ann) == []
    assert len(database.explain_rules("{ queryItem { key } }", caller=ann)) == 3


@pytest.mark.sqlite_only
def test_on_the_command_line(tmp_path: Path) -> None:
    store = str(tmp_path / "s.db")
    with graphwright.open(store) as database:
        fill(database, rulings["role"].schema())
    run = CliRunner().invoke
    said = run(application(), ["auth", "explain", "--store", store, "--claims", '{"ROLE": "GUEST"}', _query])
    assert said.stdout == 'query of Doc, 5 nodes:\n  {$ROLE: {eq: "ADMIN"}}: lets 0 through, stops 5\n'
    assert "meets no rule" in run(application(), ["auth", "explain", "--store", store, "{ queryTeam { name } }"]).stdout
    assert "JSON object" in str(
        run(application(), ["auth", "explain", "--claims", "3", "{ queryTeam { name } }"]).exception
    )
