"""How rules report what they find: errors with a place, and names that were perhaps meant.

Does not know: any rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graphql.pyutils import did_you_mean, suggestion_list

from graphwright.errors import GraphwrightError, SchemaError
from graphwright.schema.declarations import Declarations, FieldDeclaration, Place, TypeDeclaration

Findings = Iterator[GraphwrightError]
Rule = Callable[[Declarations], Findings]


def broken(place: Place, message: str) -> SchemaError:
    """A broken rule at a place."""
    return SchemaError(message, line=place.line, column=place.column)


def perhaps(name: str, options: Iterable[str]) -> str:
    """` Did you mean …?`, or nothing, behind a full stop."""
    return did_you_mean(suggestion_list(name, sorted(options)))


def named(owner: TypeDeclaration, field: FieldDeclaration) -> str:
    """`Film.title`."""
    return f"{owner.name}.{field.name}"
