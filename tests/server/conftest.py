import pytest

from .fakes import FakeDatabase


@pytest.fixture
def database() -> FakeDatabase:
    return FakeDatabase()
