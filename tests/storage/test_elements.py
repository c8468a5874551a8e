"""Each SQL element of ours has its words in every dialect."""

from __future__ import annotations

import pytest
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from graphwright.storage import elements
from graphwright.storage.postgres.compiler import Compiler as PostgresCompiler
from graphwright.storage.sqlite.compiler import Compiler as SqliteCompiler

_visited = sorted(
    name
    for each in vars(elements).values()
    if isinstance(each, type) and issubclass(each, ClauseElement) and each.__module__ == elements.__name__
    if (name := vars(each).get("__visit_name__"))
)


def test_there_are_elements() -> None:
    assert {"concat", "json_text", "list_of_texts"} <= set(_visited)


@pytest.mark.parametrize("compiler", [SqliteCompiler, PostgresCompiler])
@pytest.mark.parametrize("name", _visited)
def test_each_dialect_writes_it(name: str, compiler: type[SQLCompiler]) -> None:
    assert hasattr(compiler, f"visit_{name}")
