"""The two sides of `@hasInverse`.

In: declarations with inherited fields. Out: for each field, by the type that declares it, the name of the
field on the other side; completed where only one side says so. Does not know: predicates, whether the
sides agree (`rules/inverse.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from graphwright.schema.arguments import text_argument
from graphwright.schema.declarations import Declarations


def complete_inverses(schema: Declarations) -> Mapping[tuple[str, str], str]:
    """(Declaring type, field) → field of the other side."""
    found: dict[tuple[str, str], str] = {}
    for _, declared in schema.own_fields():
        name = text_argument(declared.directive("hasInverse"), "field")
        target = schema.type_named.get(declared.type_name)
        other = target.field(name) if target is not None and name is not None else None
        if other is not None:
            found[declared.declared_in, declared.name] = other.name
            # The inverse of a field that a type has from an interface is one of several, and not the interface's.
            if target is not None and other.declared_in == target.name:
                found.setdefault((other.declared_in, other.name), declared.name)
    return found
