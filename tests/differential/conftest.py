"""`pytest tests/differential --seed 1234` runs one case again."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, default=None, help="run the generated case of this seed alone")
