from collections.abc import Iterator
from pathlib import Path

import pytest

from .fakes import FakeDatabase
from .programs import Start, programs


@pytest.fixture
def database() -> FakeDatabase:
    return FakeDatabase()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with programs(tmp_path) as start_one:
        yield start_one
