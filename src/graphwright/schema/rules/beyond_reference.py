"""Under `--strict-dgraph`, or if it says so itself, a schema uses nothing that the reference does not take."""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.schema.arguments import list_argument, text_of
from graphwright.schema.declarations import Declarations, DirectiveUse, place_of
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.generation.auth_directive import own_operations
from graphwright.schema.generation.constraint_directives import constraint_directives
from graphwright.schema.generation.permission_directive import permission_directives
from graphwright.schema.scalars import geo_search


def check_no_own_directives(schema: Declarations) -> Findings:
    """Findings for each directive of ours, and for the index `geo`."""
    own = {directive.name for directive in (*constraint_directives(), *permission_directives())}
    for owner, field in schema.own_fields():
        for node in list_argument(field.directive("search"), "by") or ():
            if text_of(node) == geo_search:
                yield broken(
                    place_of(node),
                    f"{named(owner, field)}: Dgraph lists the index geo and takes it for no type; use point, "
                    "polygon or multiPolygon",
                )
    for use in _all_uses(schema):
        if use.name in own:
            yield broken(
                use.place,
                f"the directive @{use.name} is none of Dgraph's, and --strict-dgraph or # Graphwright.Strict is given",
            )
        for name in own_operations if use.name == "auth" else ():
            if name in use.arguments:
                yield broken(
                    place_of(use.arguments[name]),
                    f"the rule {name} of @auth is none of Dgraph's, and --strict-dgraph or # Graphwright.Strict is given",
                )


def _all_uses(schema: Declarations) -> Iterator[DirectiveUse]:
    for owner in schema.types:
        yield from owner.directives
        for field in owner.fields:
            yield from field.directives
