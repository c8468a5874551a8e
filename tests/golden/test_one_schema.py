"""No statement of a request names a schema: a store is one, and may be on another node than the next one (Citus)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.golden.stage import here

_text = re.compile(r"'(?:[^']|'')*'")
_name = r"(?:\"[^\"]+\"|[\w$]+)"
_behind = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY)\s+({_name}(?:\s*\.\s*{_name})?)")
_other_from = re.compile(r"\bextract\(\w+ FROM\b|\bIS (?:NOT )?DISTINCT FROM\b", re.IGNORECASE)
_three = re.compile(r"[\w\"]+\.[\w\"]+\.[\w\"]+")


def schemas_named(sql: str) -> list[str]:
    """Names of tables with a schema before them, and of columns with a schema and a table; also of the server's own."""
    plain = _other_from.sub("", " ".join(_text.sub("''", sql).split()))
    tables = [name for name in _behind.findall(plain) if "." in name or name.startswith(("pg_", "information_schema"))]
    return [*tables, *_three.findall(plain)]


def test_the_look_for_schemas_sees_them() -> None:
    assert schemas_named('SELECT 1 FROM other.film_1 AS t JOIN "b"."c" ON true') == ["other.film_1", '"b"."c"']
    assert schemas_named("UPDATE pg_class SET a = other.film_1.x") == ["pg_class", "other.film_1.x"]
    assert schemas_named("SELECT '{\"FROM a.b\":' || t.x FROM film_1 AS t WHERE t.y = 'it''s FROM c.d'") == []
    assert schemas_named("SELECT 1 FROM film_1 AS t WHERE t.x IS DISTINCT FROM t.y") == []


@pytest.mark.parametrize("file", sorted((here / "cases").glob("*/postgres*.sql")), ids=lambda file: file.parent.name)
def test_no_statement_spans_schemas(file: Path) -> None:
    sql = file.read_text(encoding="utf-8")
    assert "SELECT" in sql
    assert schemas_named(sql) == []
