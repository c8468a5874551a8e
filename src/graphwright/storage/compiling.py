"""SQLAlchemy expression to `CompiledSql`, for any dialect. Does not know: drivers."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from graphwright.storage.interface import CompiledSql


def compile_statement(statement: ClauseElement, dialect: Dialect) -> CompiledSql:
    """The text and parameters of a statement.

    Positions are taken from the compiled statement: dialects add parameters of their own
    (SQLite's LIMIT adds a hidden OFFSET).
    """
    compiled: Any = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):  # DDL has no parameters
        return CompiledSql(text=str(compiled), names=(), constants={})
    names = tuple(compiled.positiontup or ())
    return CompiledSql(
        text=str(compiled),
        names=names,
        constants=dict(compiled.params),
    )
