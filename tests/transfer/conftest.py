from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphwright import Database


@pytest.fixture
def database() -> Iterator[Database]:
    with Database.open(":memory:") as database:
        yield database
