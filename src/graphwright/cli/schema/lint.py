"""`graphwright schema lint FILE`: what the rules of a schema leave open, or make slow."""

from __future__ import annotations

import sys

from graphwright.cli.options import SchemaArgument, read_text
from graphwright.cli.problems import about
from graphwright.cli.stores import opened


def lint(file: SchemaArgument) -> None:
    """Warn of types without rules, updates that give nodes away, rules without an index. Exit status 1 if there are."""
    text = read_text(file)
    with about(text), opened(":memory:") as database:
        warnings = database.lint_schema(text.content)
    for warning in warnings:
        print(f"{text.name}:{warning.line}:{warning.column}: {warning.text}")
    if warnings:
        sys.exit(1)
    print(f"{text.name}: nothing to warn of")
