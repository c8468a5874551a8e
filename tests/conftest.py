"""For all tests: a PostgreSQL server where one is asked for, and the second run of what is tested on both databases."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.both_databases import runs_twice, sqlite_only, stores_on
from tests.postgres_server import NoServerError, PrivateServer, private, start_server, variable

_server: Final = pytest.StashKey[PrivateServer]()
_gc_thresholds: Final = (20_000, 10, 10)
"""Nearly those of a server's workers. Each test compiles a schema and its plans: with Python's own thresholds a
quarter of the suite's time went into looking for garbage among ten thousand collected tests."""


def pytest_configure(config: pytest.Config) -> None:
    """Starts the private server, once for all processes of a run."""
    config.addinivalue_line("markers", f"{sqlite_only}: looks into the file, or at the plans of SQLite")
    if os.environ.get(variable) == "none":
        del os.environ[variable]
    if os.environ.get(variable) == private and not hasattr(config, "workerinput"):
        try:
            config.stash[_server] = start_server()
        except NoServerError as error:
            pytest.exit(str(error), returncode=4)
        os.environ[variable] = config.stash[_server].url


def pytest_unconfigure(config: pytest.Config) -> None:
    if _server in config.stash:
        config.stash[_server].stop()
        os.environ[variable] = private


def pytest_collection_finish() -> None:
    """What is here now stays to the end, and no collection of garbage need look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_gc_thresholds)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if runs_twice(metafunc.definition.path, metafunc.fixturenames, marks):
        metafunc.parametrize("kind_of_stores", ["sqlite", "postgres"], indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def kind_of_stores(request: pytest.FixtureRequest) -> Iterator[str]:
    """The database that stores of these tests are on."""
    kind: str = getattr(request, "param", "sqlite")
    with stores_on(kind):
        yield kind


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder for sockets, whose paths must be short; those of `tmp_path` are not."""
    with tempfile.TemporaryDirectory(prefix="gw", dir="/tmp") as folder:
        yield Path(folder)
