"""The golden cases of the second stage (interfaces, unions, texts, places, …) answer on PostgreSQL as on SQLite."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import graphwright
from graphwright import Database
from tests.golden.artefacts import read_case
from tests.golden.stage import extended, fill

_folders = sorted(path for path in (extended / "cases").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def shared(new_store: Callable[[], str]) -> Iterator[Database]:
    with closing(graphwright.open(new_store())) as database:
        fill(database, extended)
        yield database


@pytest.mark.parametrize("folder", _folders, ids=lambda folder: folder.name)
def test_a_golden_case_answers_as_on_sqlite(folder: Path, shared: Database, new_store: Callable[[], str]) -> None:
    case = read_case(folder)
    expected = json.loads((folder / "result.json").read_text(encoding="utf8"))
    if not case.is_mutation:
        if _calls_python(folder) and not shared.storage.capabilities.calls_python:
            pytest.skip("NOT TESTED ON POSTGRESQL: its SQL would call functions of ours")
        assert shared.graphql(case.request.query, case.request.variables, caller=case.caller) == expected
        return
    with closing(graphwright.open(new_store())) as database:
        fill(database, extended)
        assert database.graphql(case.request.query, case.request.variables, caller=case.caller) == expected


def _calls_python(folder: Path) -> bool:
    text = (folder / "sqlite.sql").read_text(encoding="utf8")
    return re.search(r"\b(gw|graphwright)_\w+\(", text) is not None
