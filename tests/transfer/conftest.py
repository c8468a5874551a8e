from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphwright import Database
from tests.storages import address

__all__ = ["address"]  # a fixture


@pytest.fixture
def database() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        yield database
