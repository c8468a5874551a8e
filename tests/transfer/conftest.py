from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphwright import Database
from tests.storages import address, shared_address

__all__ = ["address", "shared_address"]  # fixtures


@pytest.fixture
def database() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        yield database
