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
from .stage import CountingStorage, set_up, stages

folders = [path for each in stages for path in sorted((each / "cases").iterdir()) if path.is_dir()]


@pytest.fixture(scope="module")
def shared() -> Iterator[dict[Path, tuple[Database, CountingStorage]]]:
    """The stores that all reads share, by stage."""
    stores = {each: set_up(each) for each in stages}
    yield stores
    for database, _ in stores.values():
        database.close()


@pytest.mark.parametrize("folder", folders, ids=lambda folder: folder.name)
def test_case(folder: Path, shared: dict[Path, tuple[Database, CountingStorage]], pytestconfig: pytest.Config) -> None:
    artefacts = _generated(folder, shared)
    if artefacts.is_read:
        assert len(artefacts.noted) == 1, "a read is one statement"
    if pytestconfig.getoption("--update", default=False):
        for name, text in artefacts.files.items():
            (folder / name).write_text(text, encoding="utf8")
    for name, text in artefacts.files.items():
        assert (folder / name).read_text(encoding="utf8") == text, f"{folder.name}/{name}: see `pytest --update`"


def _generated(folder: Path, shared: dict[Path, tuple[Database, CountingStorage]]) -> Artefacts:
    case, stage = read_case(folder), folder.parent.parent
    if not case.is_mutation:
        return generate(case, *shared[stage])
    database, storage = set_up(stage)
    with closing(database):
        return generate(case, database, storage)


def test_folders_hold_nothing_else() -> None:
    for stage in stages:
        cases = stage / "cases"
        kept = {path.relative_to(cases) for path in cases.rglob("*") if path.is_file()}
        mine = [folder for folder in folders if folder.parent == cases]
        known = {Path(folder.name) / name for folder in mine for name in (*given, *generated)}
        assert not kept - known, "files that no case reads or writes"
