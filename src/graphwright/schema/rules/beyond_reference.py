"""Under `--strict-dgraph`, or if it says so itself, a schema uses nothing that the reference does not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphwright.schema.arguments import list_argument, text_of
from graphwright.schema.authorization import authorization_lines, own_members
from graphwright.schema.declarations import Declarations, DirectiveUse, place_of
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.generation.auth_directive import own_operations
from graphwright.schema.generation.constraint_directives import constraint_directives
from graphwright.schema.generation.permission_directive import permission_directives
from graphwright.schema.scalars import geo_search

_given: Final = "and --strict-dgraph or # Graphwright.Strict is given"


def check_no_own_directives(schema: Declarations) -> Findings:
    """Findings for each directive of ours, the index `geo`, and what is ours of `@auth` and its settings."""
    own = {directive.name for directive in (*constraint_directives(), *permission_directives())}
    for use in _all_uses(schema):
        if use.name in own:
            yield broken(use.place, f"the directive @{use.name} is none of Dgraph's, {_given}")
    yield from _check_searches(schema)
    yield from _check_rules(schema)
    yield from _check_settings(schema)


def _check_searches(schema: Declarations) -> Findings:
    for owner, field in schema.own_fields():
        for node in list_argument(field.directive("search"), "by") or ():
            if text_of(node) == geo_search:
                yield broken(
                    place_of(node),
                    f"{named(owner, field)}: Dgraph lists the index geo and takes it for no type; use point, "
                    "polygon or multiPolygon",
                )


def _check_rules(schema: Declarations) -> Findings:
    for owner, field in schema.own_fields():
        use = field.directive("auth")
        if use is not None:
            yield broken(use.place, f"{named(owner, field)}: rules on fields are none of Dgraph's, {_given}")
    for use in _all_uses(schema):
        for name in own_operations if use.name == "auth" else ():
            if name in use.arguments:
                yield broken(place_of(use.arguments[name]), f"the rule {name} of @auth is none of Dgraph's, {_given}")


def _check_settings(schema: Declarations) -> Findings:
    for text, place in authorization_lines(schema):
        if text.startswith("["):
            yield broken(place, f"several issuers in Dgraph.Authorization are none of Dgraph's, {_given}")
        for name in own_members:
            if f'"{name.lower()}"' in text.lower():
                yield broken(place, f"{name} in Dgraph.Authorization is none of Dgraph's, {_given}")


def _all_uses(schema: Declarations) -> Iterator[DirectiveUse]:
    for owner in schema.types:
        yield from owner.directives
        for field in owner.fields:
            yield from field.directives
