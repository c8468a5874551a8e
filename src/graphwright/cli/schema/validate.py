"""`graphwright schema validate FILE`: checks a schema without touching any store."""

from __future__ import annotations

from graphwright.cli.options import SchemaArgument, read_text
from graphwright.cli.problems import about
from graphwright.cli.stores import opened


def validate(file: SchemaArgument) -> None:
    """Check a schema; nothing is changed. Exit status 1 if it breaks a rule."""
    text = read_text(file)
    with about(text), opened(":memory:") as database:
        database.validate_schema(text.content)
    print(f"{text.name} is valid")
