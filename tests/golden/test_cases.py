"""Each golden case: its generated files are what is kept, and a read is one statement.

`pytest tests/golden --update` writes the generated files anew; read the diff.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graphwright.engine.database import Database

from .artefacts import Artefacts, generate, generated, given, read_case
from .stage import CountingStorage, here, set_up

folders = sorted(path for path in (here / "cases").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Database, CountingStorage]]:
    """The store that all reads share."""
    database, storage = set_up()
    with closing(database):
        yield database, storage


@pytest.mark.parametrize("folder", folders, ids=lambda folder: folder.name)
def test_case(folder: Path, stage: tuple[Database, CountingStorage], pytestconfig: pytest.Config) -> None:
    artefacts = _generated(folder, stage)
    if artefacts.is_read:
        assert len(artefacts.noted) == 1, "a read is one statement"
    if pytestconfig.getoption("--update", default=False):
        for name, text in artefacts.files.items():
            (folder / name).write_text(text, encoding="utf8")
    for name, text in artefacts.files.items():
        assert (folder / name).read_text(encoding="utf8") == text, f"{folder.name}/{name}: see `pytest --update`"


def _generated(folder: Path, stage: tuple[Database, CountingStorage]) -> Artefacts:
    case = read_case(folder)
    if not case.is_mutation:
        return generate(case, *stage)
    database, storage = set_up()
    with closing(database):
        return generate(case, database, storage)


def test_folders_hold_nothing_else() -> None:
    kept = {path.relative_to(here / "cases") for path in (here / "cases").rglob("*") if path.is_file()}
    known = {Path(folder.name) / name for folder in folders for name in (*given, *generated)}
    assert not kept - known, "files that no case reads or writes"
