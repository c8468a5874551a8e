"""What the kept files show together: forms of a request that share a plan, and two ways to the same answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from graphwright import limits
from graphwright.engine.database import Database
from graphwright.plan.ways import Choice, Way

from .artefacts import generate, read_case
from .stage import CountingStorage, here, set_up

_cases = here / "cases"


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Database, CountingStorage]]:
    database, storage = set_up()
    with closing(database):
        yield database, storage


def test_literals_variables_and_whole_filters_make_the_same_sql() -> None:
    names = ("plan_literals", "plan_variables", "plan_filter_variable")
    for file in ("sqlite.sql", "postgres.sql", "ir.txt"):
        assert len({(_cases / name / file).read_text(encoding="utf8") for name in names}) == 1, file


def test_texts_that_differ_in_their_literals_share_one_plan(stage: tuple[Database, CountingStorage]) -> None:
    database, storage = stage
    text = "{ queryFilm(filter: {year: {ge: %d}}, first: %d) { code } }"
    database.graphql(text % (1970, 1))
    storage.noted.clear()
    hits = database.statistics().plan_hits
    answer = database.graphql(text % (1978, 2))
    assert answer == {"data": {"queryFilm": [{"code": "alien"}]}}
    assert database.statistics().plan_hits == hits + 1
    assert len(storage.noted) == 1


@pytest.mark.parametrize("way", [Way.CHECK, Way.SIFT])
@pytest.mark.parametrize("name", ["driver_tokens", "driver_column", "driver_two"])
def test_other_ways_answer_as_driving_does(
    name: str, way: Way, stage: tuple[Database, CountingStorage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver that may find nothing sends every selection another way."""
    monkeypatch.setattr(limits, "driver_probe_rows_max", 0)
    monkeypatch.setattr(Choice, "cheapest", lambda *_: way)
    artefacts = generate(read_case(_cases / name), *stage)
    assert "when too much would drive" in artefacts.files["statements.txt"] or way is Way.SIFT
    kept = json.loads((_cases / name / "result.json").read_text(encoding="utf8"))
    assert json.loads(artefacts.files["result.json"]) == kept
